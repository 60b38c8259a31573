import {
  PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core'
import { colours, sheet, textWidth } from '../../../platform/pdf/look.ts'
import { outlined } from '../../../platform/pdf/outline.ts'

/**
 * When a paper is sealed, by whose certificate (DER), how many bytes its signature takes at most, and what is seen of it
 * on page one; nothing where the paper has no place for it.
 */
export type SealRoom = { at: Date; certificate: Uint8Array; size: number; mark: string | null }

/** A paper with an empty place for the signature of a seal, added as an incremental update. */
export type MakeSealRoom = (pdf: Uint8Array, room: SealRoom) => Promise<Uint8Array>

/** The margin above page one, where a paper has nothing of its own: in points, from the lower left corner. */
const place = { x: sheet.left, y: sheet.height - 30, width: textWidth, height: 14 }
const size = 8

/**
 * Adds a signature field of PAdES to a paper, whose bytes stay as they are at the beginning. The place of the signature
 * holds nothing of worth: the library would sign the time too, which PAdES forbids, so that the real signature is put
 * there by `sealPaper`.
 */
export const makeSealRoom: MakeSealRoom = async (pdf, { at, certificate, size: most, mark }) => {
  const document = await PDF.load(pdf)
  addField(document, mark)
  const { bytes } = await document.sign({
    signer: {
      certificate,
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: async () => new Uint8Array(0),
    },
    fieldName: 'Seal',
    signingTime: at,
    subFilter: 'ETSI.CAdES.detached',
    estimatedSize: most,
  })
  return bytes
}

/** A field that stays where it stands: the library makes every one that it signs as small as nothing. */
class SeenField extends PdfDict {
  override set(key: PdfName | string, value: PdfObject): void {
    const isPlace = (typeof key === 'string' ? key : key.value) === 'Rect'
    if (!(isPlace && this.has('Rect'))) super.set(key, value)
  }
}

/** The field, in a form of its own, since that of the library would name fonts that are not embedded; it stands on page one. */
function addField(document: PDF, mark: string | null): void {
  const page = document.getPage(0)
  if (!page) throw new Error('A paper without a page cannot be sealed.')
  const shown = mark === null ? null : appearance(mark)
  const field = new SeenField(
    Object.entries({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString('Seal'),
      TU: PdfString.fromString(mark ?? 'Seal'),
      Contents: PdfString.fromString(mark ?? 'Seal'),
      // Printed, and not to be moved.
      F: PdfNumber.of(132),
      P: page.ref,
      Rect: box(shown ? [place.x, place.y, place.x + shown.width, place.y + place.height] : [0, 0, 0, 0]),
      ...(shown && { AP: PdfDict.of({ N: document.register(shown.stream) }) }),
    }),
  )
  const ref = document.register(field)
  addToStructure(document, page, field, ref)
  const form = PdfDict.of({ Fields: new PdfArray([ref]), SigFlags: PdfNumber.of(3) })
  document.getCatalog().set('AcroForm', document.register(form))
  const annotations = page.dict.getArray('Annots', (wanted) => document.getObject(wanted))
  page.dict.set('Annots', new PdfArray([...(annotations ?? []), ref]))
}

/** Lets the field stand first in the structure of the paper, as it does on page one; nothing where the paper has none. */
function addToStructure(document: PDF, page: PDFPage, field: PdfDict, ref: PdfRef): void {
  const find = (wanted: PdfRef) => document.getObject(wanted)
  const root = document.getCatalog().getDict('StructTreeRoot', find)
  const whole = root?.getArray('K', find)?.at(0)
  const content = whole instanceof PdfRef ? find(whole) : null
  const parents = root?.getDict('ParentTree', find)
  const numbers = parents?.getArray('Nums', find)
  if (!root || !(whole instanceof PdfRef) || !(content instanceof PdfDict) || !numbers) return
  const next = root.getNumber('ParentTreeNextKey')?.value ?? 0
  const owner = document.register(
    PdfDict.of({
      Type: PdfName.of('StructElem'),
      S: PdfName.of('Form'),
      P: whole,
      Pg: page.ref,
      K: PdfDict.of({ Type: PdfName.of('OBJR'), Pg: page.ref, Obj: ref }),
    }),
  )
  field.set('StructParent', PdfNumber.of(next))
  content.set('K', new PdfArray([owner, ...(content.getArray('K', find) ?? [])]))
  root.set('ParentTreeNextKey', PdfNumber.of(next + 1))
  root.set('ParentTree', PdfDict.of({ Nums: new PdfArray([...numbers, PdfNumber.of(next), owner]) }))
}

/** The words in outlines, in a thin frame: a form of a sealed file cannot bring a font of the paper's. */
function appearance(mark: string) {
  const { operators, width } = cutToFit(mark)
  const [right, top] = [width + 12, place.height]
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colours.deep.slice(at, at + 2), 16) / 255)
  const ink = [red, green, blue].map((part) => part!.toFixed(3)).join(' ')
  const drawn = `${ink} RG ${ink} rg 0.6 w 0.3 0.3 ${(right - 0.6).toFixed(2)} ${top - 0.6} re S
q 1 0 0 1 6 4.2 cm
${operators} Q`
  const stream = new PdfStream(
    PdfDict.of({
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: box([0, 0, right, top]),
      Resources: new PdfDict(),
    }),
    Buffer.from(drawn, 'latin1'),
  )
  return { stream, width: right }
}

/** Letters are not made smaller than the smallest of the paper: a long name is cut short, and heard whole. */
function cutToFit(mark: string): ReturnType<typeof outlined> {
  const letters = [...mark]
  let drawn = outlined(mark, { face: 'regular', size })
  while (drawn.width > place.width - 12) {
    letters.pop()
    drawn = outlined(`${letters.join('').trimEnd()}…`, { face: 'regular', size })
  }
  return drawn
}

const box = (sides: readonly number[]) =>
  new PdfArray(sides.map((side) => PdfNumber.of(Math.round(side * 100) / 100)))
