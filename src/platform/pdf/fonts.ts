import {
  type Doc,
  type EmbeddedFont,
  embedFont,
  type ParsedFont,
  type Program,
  shareProgram,
  useOnPage,
} from './pdfkit-inside.ts'
import { type Face, fontOf, type Script, type Span, spansOf } from './scripts.ts'
import { type LineWord, wordsOf } from './words-of-line.ts'

export type Fonts = {
  /** Width of a word in a face, in thousandths of the font size. */
  measure(face: Face, word: string): number
  words(face: Face, line: string): readonly LineWord[]
  /**
   * The operators that show a line of text of one font; null if a mark has to be placed on its letter, which pdfkit must
   * do with the font of this name.
   */
  show(face: Face, size: number, span: Span, x: number, baseline: number): string | null
  nameOf(face: Face, script: Script): string
}

/** What all documents share of a face. */
type Shared = {
  font: ParsedFont
  program: Program | null
  words: Record<string, unknown>
  widths: Map<string, number>
  /** How words of common characters are shown: their glyphs have the same numbers in every document. */
  operands: Map<string, Operands>
}
/** What shows a word, and the highest glyph number in it; null if a mark has to be placed on its letter. */
type Operands = { text: string; highest: number } | null

const faces = ['regular', 'strong', 'light'] as const satisfies Face[]

const latvian = '\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e'
const letters = `abcdefghijklmnopqrstuvwxyz ${latvian} ff fi fl ffi`
const common = `${letters} ${letters.toUpperCase()} 0123456789 .,:;-–/()„“”·&+•©'’"%?!=_@#\u00a0`
/** Characters that every document gets, in this order, so that most documents have the same part of a font. */
const presets: Record<Face, string> = {
  regular: common,
  strong: common,
  // Those of the large titles and figures: others are rare in this face.
  light: 'Mobilt\u0101es apcnjumyrfi0123456789/h\u00a0',
}

/** Words remembered per face; beyond this the memory starts afresh, so that a long run stays flat. */
const maxWords = 8192

/** A font has one name in a document, whatever the face: pdfkit takes a second one for the first. */
function nameOf(face: Face, script: Script): string {
  if (script === 'common') return face
  return script === 'math' ? script : `${face}-${script}`
}

const kept = new Map<string, Shared>()

function sharedOf(face: Face, script: Script): Shared {
  const name = nameOf(face, script)
  const shared = kept.get(name) ?? { font: fontOf(face, script), program: null, ...nothingSaid() }
  kept.set(name, shared)
  return shared
}

/** The common font in every face. */
export const parsedFonts = () =>
  Object.fromEntries(faces.map((face) => [face, sharedOf(face, 'common')])) as Record<Face, Shared>

const nothingSaid = () => ({ words: Object.create(null), widths: new Map(), operands: new Map() })

/** Embeds every face of the common font in the document, without parsing anything; further ones where they are needed. */
export function openFonts(doc: Doc): Fonts {
  const opened = new Map<string, Opened>()
  const open = (face: Face, script: Script): Opened => {
    const name = nameOf(face, script)
    const found = opened.get(name) ?? openFont(doc, face, script)
    opened.set(name, found)
    return found
  }
  for (const face of faces) open(face, 'common')
  const measure = (face: Face, word: string) => {
    const spans = spansOf(word)
    return spans.reduce((sum, { script, text }) => sum + open(face, script).measure(text), 0)
  }
  return {
    measure,
    words: (face, line) => wordsOf(measure, face, line),
    show(face, size, { script, text }, x, baseline) {
      const { font, operandsOf } = open(face, script)
      let shown = ''
      for (const word of text.split(afterSpace)) {
        const operands = operandsOf(word)
        if (!operands) return null
        shown += operands.text
      }
      useOnPage(doc, font)
      return `BT /${font.id} ${size} Tf 1 0 0 -1 ${x.toFixed(2)} ${baseline.toFixed(2)} Tm [${shown}] TJ ET`
    },
    nameOf,
  }
}

const afterSpace = /(?<= )/

type Opened = ReturnType<typeof openFont>

function openFont(doc: Doc, face: Face, script: Script) {
  const shared = sharedOf(face, script)
  if (shared.widths.size > maxWords) Object.assign(shared, nothingSaid())
  const { widths, operands } = shared
  const font = embedFont(doc, nameOf(face, script), shared.font, shared.words)
  const [preset] = font.encode(script === 'common' ? presets[face] : ' ')
  const highestPreset = Math.max(...preset.map((glyph) => Number.parseInt(glyph, 16)))
  const presetGlyphs = font.subset.glyphs.join()
  shareProgram(doc, font, (glyphs, cut) => {
    if (glyphs !== presetGlyphs) return cut()
    shared.program ??= cut()
    return shared.program
  })
  const rare = new Map<string, Operands>()
  return {
    font,
    operandsOf(word: string): Operands {
      let found = operands.get(word) ?? rare.get(word)
      if (found === undefined) {
        found = operandsOf(font, word) ?? operandsOf(font, word, { ccmp: false })
        const everywhere = found && found.highest <= highestPreset
        ;(everywhere ? operands : rare).set(word, found)
      }
      return found
    },
    measure(word: string): number {
      let width = widths.get(word)
      if (width === undefined) {
        width = 0
        for (const { xAdvance } of font.layoutCached(word).positions) width += xAdvance
        widths.set(word, width)
      }
      return width
    },
  }
}

/**
 * A word as strings of glyphs with the kerning between them. The font may take a letter apart (`ccmp`) that it also has as
 * a whole: whole, it is found again in the text of the paper.
 */
function operandsOf(font: EmbeddedFont, word: string, features?: object): Operands {
  const [glyphs, positions] = font.encode(word, features)
  let text = '<'
  let highest = 0
  for (const [index, { xAdvance, advanceWidth, xOffset, yOffset }] of positions.entries()) {
    if (xOffset || yOffset) return null
    text += glyphs[index]
    highest = Math.max(highest, Number.parseInt(glyphs[index]!, 16))
    if (xAdvance !== advanceWidth) text += `>${Math.round((advanceWidth - xAdvance) * 100) / 100}<`
  }
  return { text: `${text}>`.replaceAll('<>', ''), highest }
}
