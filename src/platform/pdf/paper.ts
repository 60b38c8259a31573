import PDFDocument from 'pdfkit'
import type { Language } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import { type Fonts, openFonts } from './fonts.ts'
import { type Colour, houseInks, type Inks, sheet } from './look.ts'
import { type Doc, gather, type Output } from './pdfkit-inside.ts'
import { spansOf } from './scripts.ts'
import type { Run } from './text.ts'

export type Tag = PDFKit.PDFStructureElement

/** PDF/A-1a is for checkers that know nothing newer; it has no attachments. */
export type Standard = 'PDF/A-3a' | 'PDF/A-1a'

/** A picture that is ready to be drawn; its sides in units of its own. */
export type Drawn = {
  width: number
  height: number
  draw(doc: Doc, box: readonly [x: number, y: number, width: number, height: number]): void
}

type Outline = { addItem(title: string, options?: object): Outline }

export type Paper = {
  doc: Doc
  fonts: Fonts
  root: Tag
  languages: readonly Language[]
  inks: Inks
  /** Of whoever the paper is from; null where it shows none. */
  logo: Drawn | null
  /** The last bookmark of every depth, under which the next of the depth below goes. */
  outlines: Outline[]
} & Output

/** An empty document; without a standard it is an ordinary one, which promises nothing to archives. */
export function openPaper(
  languages: readonly Language[],
  info: PDFKit.DocumentInfo,
  standard: Standard | null,
): Paper {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    ...(standard && { subset: standard }),
    pdfVersion: standard === 'PDF/A-1a' ? '1.4' : '1.7',
    tagged: true,
    displayTitle: true,
    lang: languages[0] ?? 'en',
    size: [sheet.width, sheet.height],
    margin: 0,
    info,
    // Where no font is named pdfkit would load Helvetica, which cannot be embedded.
    font: '',
  })
  const gathered = gather(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    doc,
    fonts: openFonts(doc),
    root,
    languages,
    inks: houseInks,
    logo: null,
    outlines: [doc.outline],
    ...gathered,
  }
}

/** A new tag as the last child of `parent`; pdfkit never ends a document that has a tag without a parent. */
export function tag(
  paper: Paper,
  parent: Tag,
  type: string,
  options: PDFKit.Mixins.StructureElementOptions & { scope?: 'Row' | 'Column' } = {},
): Tag {
  const element = paper.doc.struct(type, options)
  parent.add(element)
  return element
}

/** Draws what no one needs to hear: lines, grounds, repeated headers. Never inside tagged content. */
export function decorate(paper: Paper, draw: () => void, kind: 'Layout' | 'Pagination' = 'Layout'): void {
  paper.doc.markContent('Artifact', { type: kind })
  draw()
  paper.doc.endMarkedContent()
}

/**
 * Draws something that is seen as a whole and heard as `alt`: a figure for each language, all of one place, since a figure
 * is heard in one language.
 */
export function figure(
  paper: Paper,
  parent: Tag,
  heard: { alt: Sentence; box: [x: number, y: number, width: number, height: number] },
  draw: () => void,
): void {
  const [x, y, width, height] = heard.box
  const whole = paper.languages.length > 1 ? tag(paper, parent, 'Div') : parent
  for (const [index, language] of paper.languages.entries()) {
    const options = {
      alt: heard.alt(language),
      lang: language,
      bbox: [x, y, x + width, y + height],
      placement: 'Block',
    }
    // What is only heard has a path that nothing is painted on.
    const unseen = () => paper.doc.addContent(`${x} ${y} ${width} ${height} re n`)
    tag(paper, whole, 'Figure', options).add(index === 0 ? draw : unseen)
  }
}

export function fill(paper: Paper, colour: Colour): void {
  paper.doc.addContent(`${paper.inks[colour]} rg`)
}

export function stroke(paper: Paper, colour: Colour, width: number): void {
  paper.doc.addContent(`${paper.inks[colour]} RG ${width} w`)
}

export function rule(paper: Paper, x: number, y: number, width: number, colour: Colour = 'line'): void {
  decorate(paper, () => {
    stroke(paper, colour, 0.6)
    paper.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke()
  })
}

/** Draws one line of text where its baseline is told; for text inside figures and repeated headers. */
export function drawText(paper: Paper, { style }: Run, text: string, x: number, baseline: number): void {
  fill(paper, style.colour)
  const { fonts, doc } = paper
  let at = x
  const spans = spansOf(text)
  for (const span of spans) {
    const operators = fonts.show(style.face, style.size, span, at, baseline)
    if (operators) doc.addContent(operators)
    else {
      const options = { lineBreak: false, baseline: 'alphabetic' } as const
      // Marks are placed apart from their letters: what was written is said beside them.
      doc.addContent(`/Span <</ActualText <${asHex(span.text)}>>> BDC`)
      doc.font(fonts.nameOf(style.face, span.script), style.size).text(span.text, at, baseline, options)
      doc.addContent('EMC')
    }
    if (spans.length > 1) at += (fonts.measure(style.face, span.text) * style.size) / 1000
  }
}

/** A text string of PDF: UTF-16 with its byte order mark. */
const asHex = (text: string) =>
  `FEFF${Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('')}`

/** Closes the tags and gives the file. */
export function closePaper(paper: Paper): Uint8Array {
  paper.root.end()
  return paper.finish()
}
