import PDFDocument from 'pdfkit'
import { type Fonts, openFonts } from './fonts.ts'
import { type Colour, operands, page } from './look.ts'
import { type Doc, gather } from './pdfkit-inside.ts'
import { breakLines, heightOfLines, type Language, type Line, type Piece, type Run } from './text.ts'

export type Tag = PDFKit.PDFStructureElement

/** PDF/A-1a is for checkers that know nothing newer; it has no attachments. */
export type Standard = 'PDF/A-3a' | 'PDF/A-1a'

type Outline = { addItem(title: string, options?: object): Outline }

export type Paper = {
  doc: Doc
  fonts: Fonts
  root: Tag
  languages: readonly Language[]
  /** The last bookmark of every depth, under which the next of the depth below goes. */
  outlines: Outline[]
  finish(): Uint8Array
}

export function openPaper(
  languages: readonly Language[],
  info: PDFKit.DocumentInfo,
  standard: Standard,
): Paper {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    subset: standard,
    pdfVersion: standard === 'PDF/A-1a' ? '1.4' : '1.7',
    tagged: true,
    displayTitle: true,
    lang: languages[0] ?? 'en',
    size: [page.width, page.height],
    margin: 0,
    info,
    // Without a font named here pdfkit would load Helvetica, which cannot be embedded.
    font: null as unknown as string,
  })
  const finish = gather(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  return { doc, fonts: openFonts(doc), root, languages, outlines: [doc.outline], finish }
}

/** A new tag as the last child of `parent`; pdfkit never ends a document that has a tag without a parent. */
export function tag(
  paper: Paper,
  parent: Tag,
  type: string,
  options: PDFKit.Mixins.StructureElementOptions = {},
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

/** Draws something that is seen as a whole and heard as `alt`. */
export function figure(
  paper: Paper,
  parent: Tag,
  heard: { alt: string; language: Language; box: [x: number, y: number, width: number, height: number] },
  draw: () => void,
): void {
  const [x, y, width, height] = heard.box
  const options = {
    alt: heard.alt,
    lang: heard.language,
    bbox: [x, y, x + width, y + height],
    placement: 'Block',
  }
  tag(paper, parent, 'Figure', options).add(draw)
}

export function fill(paper: Paper, colour: Colour): void {
  paper.doc.addContent(`${operands(colour)} rg`)
}

export function stroke(paper: Paper, colour: Colour, width: number): void {
  paper.doc.addContent(`${operands(colour)} RG ${width} w`)
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

export type Box = { x: number; width: number; align?: 'left' | 'right' | 'center' }

/** Text that is broken into lines and measured, and not drawn yet. */
export type Passage = {
  element: Tag
  box: Box
  lines: readonly Line[]
  height: number
  /** Draws the lines from `from` to before `to`; all parts of a passage are one element of the structure. */
  draw(top: number, from?: number, to?: number): void
}

/** Breaks text to fit the box; it stands in `parent` as one element, and every language in it is marked. */
export function passage(paper: Paper, parent: Tag, type: string, runs: readonly Run[], box: Box): Passage {
  const lines = breakLines(paper.fonts.measure, runs, box.width)
  const languages = new Set(runs.map((run) => run.language))
  const [language] = languages
  const whole = tag(paper, parent, type, languages.size === 1 && language ? { lang: language } : {})
  const owners = new Map<Run, Tag>()
  for (const run of runs) {
    const spoken = languages.size > 1 && run.language
    owners.set(run, spoken ? tag(paper, whole, 'Span', { lang: spoken }) : whole)
  }
  return {
    element: whole,
    box,
    lines,
    height: heightOfLines(lines),
    draw(top, from = 0, to = lines.length) {
      const placed = place(lines.slice(from, to), top)
      for (let at = 0; at < placed.length; ) {
        const owner = owners.get(placed[at]!.piece.run)!
        const first = at
        while (at < placed.length && owners.get(placed[at]!.piece.run) === owner) at++
        owner.add(() => {
          for (const one of placed.slice(first, at)) drawPiece(paper, one, box)
        })
      }
    },
  }
}

type Placed = { piece: Piece; line: Line; top: number }

function place(lines: readonly Line[], top: number): Placed[] {
  let y = top
  return lines.flatMap((line) => {
    const from = y
    y += line.height
    return line.pieces.map((piece) => ({ piece, line, top: from }))
  })
}

/** The same passage as a link: its element has the type Link, its lines lead to `url`. */
export function linked(paper: Paper, one: Passage, url: string): Passage {
  return {
    ...one,
    draw(top, from = 0, to = one.lines.length) {
      one.draw(top, from, to)
      for (const { line, top: y } of place(one.lines.slice(from, to), top)) {
        const options = { structParent: one.element, Contents: new String(url) } as object
        paper.doc.link(one.box.x, y, line.width, line.height, url, options)
      }
      // pdfkit writes the page of a link when its element ends, so it has to end on that page.
      if (to === one.lines.length) one.element.end()
    },
  }
}

const indent = { left: 0, center: 0.5, right: 1 }

function drawPiece(paper: Paper, { piece, line, top }: Placed, box: Box): void {
  const x = box.x + piece.x + (box.width - line.width) * indent[box.align ?? 'left']
  // Capitals are 0.714 of the size high: half of that centres them in the line.
  drawText(paper, piece.run, piece.text, x, top + line.height / 2 + piece.run.style.size * 0.357)
}

/** Draws lines inside something that is tagged as a whole, such as a figure. */
export function drawLines(paper: Paper, lines: readonly Line[], box: Box, top: number): void {
  for (const one of place(lines, top)) drawPiece(paper, one, box)
}

/** Draws one line of text where its baseline is told; for text inside figures and repeated headers. */
export function drawText(paper: Paper, { style }: Run, text: string, x: number, baseline: number): void {
  fill(paper, style.colour)
  const operators = paper.fonts.show(style.face, style.size, text, x, baseline)
  if (operators) paper.doc.addContent(operators)
  else {
    const options = { lineBreak: false, baseline: 'alphabetic' } as const
    paper.doc.font(style.face, style.size).text(text, x, baseline, options)
  }
}

/** Closes the tags and gives the file. */
export function closePaper(paper: Paper): Uint8Array {
  paper.root.end()
  return paper.finish()
}
