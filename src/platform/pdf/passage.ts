import { drawText, type Paper, type Tag, tag } from './paper.ts'
import { breakLines, heightOfLines, type Piece, type Run, type TextLine } from './text.ts'

export type Box = { x: number; width: number; align?: 'left' | 'right' | 'center' }

/** Text that is broken into lines and measured, and not drawn yet. */
export type Passage = {
  element: Tag
  box: Box
  lines: readonly TextLine[]
  height: number
  /** Draws the lines from `from` to before `to`; all parts of a passage are one element of the structure. */
  draw(top: number, from?: number, to?: number): void
}

/** Breaks text to fit the box; it stands in `parent` as one element, and every language in it is marked. */
export function passage(paper: Paper, parent: Tag, type: string, runs: readonly Run[], box: Box): Passage {
  const part = partOf(paper, parent, type, runs)
  return set(paper, [part], box)
}

/** Texts that run on from each other in the same lines, each of which is an element of its own. */
export function set(paper: Paper, parts: readonly SetText[], box: Box): Passage {
  const runs = parts.flatMap((part) => part.runs)
  const lines = breakLines(paper.fonts, runs, box.width)
  const owners = new Map(parts.flatMap((part) => [...part.owners]))
  const undrawn = countPieces(lines)
  return {
    element: parts[0]!.element,
    box,
    lines,
    height: heightOfLines(lines),
    draw(top, from = 0, to = lines.length) {
      const placed = place(lines.slice(from, to), top)
      for (let at = 0; at < placed.length; ) {
        const ownerOf = owners.get(placed[at]!.piece.run)!
        const first = at
        while (at < placed.length && owners.get(placed[at]!.piece.run) === ownerOf) at++
        const owner = ownerOf()
        owner.add(() => {
          for (const part of placed.slice(first, at)) drawPiece(paper, part, box)
        })
        for (const part of placed.slice(first, at)) leadThere(paper, owner, part, { box, undrawn })
      }
    },
  }
}

/** The element that a run belongs to, made when the run is drawn: what is drawn first is read first. */
type Owner = () => Tag

/** Text as one element, not broken into lines yet. */
export type SetText = { element: Tag; runs: readonly Run[]; owners: ReadonlyMap<Run, Owner> }

/** Text as one element within `parent`; every language in it is marked that is not the document's own. */
export function partOf(paper: Paper, parent: Tag, type: string, runs: readonly Run[]): SetText {
  const languages = new Set(runs.map((run) => marked(paper, run)))
  const [language] = languages
  const areMixed = languages.size > 1
  const element = tag(paper, parent, type, !areMixed && language ? { lang: language } : {})
  const whole = () => element
  const owners = new Map(runs.map((run) => [run, ownTag(paper, element, run, areMixed) ?? whole]))
  return { element, runs, owners }
}

/** The language to mark: none where the document's own, which each element inherits, says it already. */
const marked = ({ languages }: Paper, { language }: Run) => (language === languages[0] ? undefined : language)

/** What leads somewhere and what is in another language than its neighbours is an element of its own. */
function ownTag(paper: Paper, whole: Tag, run: Run, areMixed: boolean): Owner | null {
  const language = areMixed ? marked(paper, run) : undefined
  if (run.to === undefined && !language) return null
  let made: Tag | undefined
  return () => {
    made ??= tag(paper, whole, run.to === undefined ? 'Span' : 'Link', language ? { lang: language } : {})
    return made
  }
}

type Undrawn = Map<Run, number>

/** How many pieces its lines have made of each run that leads somewhere. */
function countPieces(lines: readonly TextLine[]): Undrawn {
  const counts: Undrawn = new Map()
  for (const { run } of lines.flatMap(({ pieces }) => pieces))
    if (run.to !== undefined) counts.set(run, (counts.get(run) ?? 0) + 1)
  return counts
}

/** Lets a piece of a run lead to the place that the run names, if it names one; with the last of them its element ends. */
function leadThere(
  paper: Paper,
  owner: Tag,
  { piece, line, top }: Placed,
  { box, undrawn }: { box: Box; undrawn: Undrawn },
): void {
  const { to } = piece.run
  if (to === undefined) return
  const options = { structParent: owner, Contents: new String(piece.text.trim()) } as object
  paper.doc.goTo(startOf(piece, line, box), top, piece.width, line.height, to, options)
  const left = undrawn.get(piece.run)! - 1
  undrawn.set(piece.run, left)
  if (left === 0) owner.end()
}

type Placed = { piece: Piece; line: TextLine; top: number }

function place(lines: readonly TextLine[], top: number): Placed[] {
  let y = top
  return lines.flatMap((line) => {
    const from = y
    y += line.height
    return line.pieces.map((piece) => ({ piece, line, top: from }))
  })
}

/** The same passage as a link: its element has the type Link, its lines lead to `url`, and it is called `name`. */
export function linked(paper: Paper, passage: Passage, url: string, name: string): Passage {
  return {
    ...passage,
    draw(top, from = 0, to = passage.lines.length) {
      passage.draw(top, from, to)
      for (const { line, top: y } of place(passage.lines.slice(from, to), top)) {
        const options = { structParent: passage.element, Contents: new String(name) } as object
        paper.doc.link(passage.box.x, y, line.width, line.height, url, options)
      }
      // pdfkit writes the page of a link when its element ends, so it has to end on that page.
      if (to === passage.lines.length) passage.element.end()
    },
  }
}

const indent = { left: 0, center: 0.5, right: 1 }

const startOf = (piece: Piece, line: TextLine, box: Box): number =>
  box.x + piece.x + (box.width - line.width) * indent[box.align ?? 'left']

function drawPiece(paper: Paper, { piece, line, top }: Placed, box: Box): void {
  const x = startOf(piece, line, box)
  // Capitals are 0.714 of the size high: half of that centres them in the line.
  drawText(paper, piece.run, piece.text, x, top + line.height / 2 + piece.run.style.size * 0.357)
}

/** Draws lines inside something that is tagged as a whole, such as a figure. */
export function drawLines(paper: Paper, lines: readonly TextLine[], box: Box, top: number): void {
  for (const one of place(lines, top)) drawPiece(paper, one, box)
}
