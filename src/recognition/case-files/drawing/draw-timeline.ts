import type { Block } from '../../../platform/pdf/flow.ts'
import { type Colour, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { drawText, figure, fill, type Paper, stroke } from '../../../platform/pdf/paper.ts'
import { printable } from '../../../platform/pdf/printable.ts'
import type { Band, Timeline } from '../part.ts'

/** From light to dark, so that they are told apart without colours too. */
const tones: Colour[] = ['faint', 'line', 'middle', 'accent', 'deep', 'muted']
const events = { height: 26, stem: 9 }
const band = { height: 15, least: 5 }
const stay = { height: 4, gap: 3 }
const legend = { top: 10, line: 13, swatch: 8 }

/** The stages as a band over the days, the learner's stay below it, and the events above it by their numbers. */
export function drawTimeline(paper: Paper, timeline: Timeline): Block {
  const named = [...timeline.bands, timeline.stay]
  const rows = Math.ceil(named.length / 2)
  const below = stay.gap + stay.height + legend.top
  const height = events.height + band.height + below + rows * legend.line
  const draw = (top: number) => {
    const box: [number, number, number, number] = [sheet.left, top, textWidth, height]
    figure(paper, paper.root, { alt: () => timeline.alt, box }, () => {
      const places = placesOf(timeline)
      drawEvents(paper, timeline, places, top)
      drawBands(paper, timeline, places, top + events.height)
      drawLegend(paper, timeline, top + events.height + band.height + below)
    })
  }
  return { height, gap: 8, draw }
}

type Places = { edges: number[]; at(moment: number): number }

/** Where on the page each band begins and a moment lies. A band that was over at once is still seen. */
function placesOf({ bands }: Timeline): Places {
  const lasted = bands.map(({ from, until }) => Math.max(0, until - from))
  const all = lasted.reduce((sum, time) => sum + time, 0)
  const free = textWidth - band.least * bands.length
  const widths = lasted.map((time) => band.least + (all > 0 ? (free * time) / all : free / bands.length))
  const edges = [sheet.left]
  for (const width of widths) edges.push(edges.at(-1)! + width)
  return { edges, at: (moment) => placeOf(moment, bands, edges) }
}

function placeOf(moment: number, bands: readonly Band[], edges: readonly number[]): number {
  const last = bands.length - 1
  const index = bands.findIndex(({ until }, at) => moment < until || at === last)
  const { from, until } = bands[index]!
  const share = until > from ? (moment - from) / (until - from) : 0.5
  const [left, right] = [edges[index]!, edges[index + 1]!]
  return left + (right - left) * Math.min(1, Math.max(0, share))
}

function rectangle(paper: Paper, colour: Colour, x: number, y: number, width: number, height: number): void {
  fill(paper, colour)
  paper.doc.rect(x, y, width, height)
  paper.doc.addContent('f')
}

function drawBands(paper: Paper, { bands, stay: away }: Timeline, { edges, at }: Places, top: number): void {
  bands.forEach((_, index) => {
    const x = edges[index]!
    rectangle(paper, toneOf(index), x, top, edges[index + 1]! - x - 0.8, band.height)
  })
  const [from, until] = [at(away.from), at(away.until)]
  const y = top + band.height + stay.gap
  rectangle(paper, 'ink', from, y, Math.max(2, until - from), stay.height)
}

const toneOf = (index: number): Colour => tones[index % tones.length]!

/** Numbers of events over their moments; those that lie too close share a stem. */
function drawEvents(paper: Paper, timeline: Timeline, places: Places, top: number): void {
  for (const { first, last, x } of groupsOf(timeline, places)) {
    const text = labelOf(first, last)
    const width = widthOf(paper, text)
    const left = Math.min(Math.max(x - width / 2, sheet.left), sheet.left + textWidth - width)
    drawText(paper, { text, style: type.labelInk }, text, left, top + events.height - events.stem - 3)
    stroke(paper, 'muted', 0.8)
    paper.doc.moveTo(x, top + events.height - events.stem).lineTo(x, top + events.height)
    paper.doc.addContent('S')
  }
}

const labelOf = (first: number, last: number) => (first === last ? `${first}` : `${first}–${last}`)
const widthOf = ({ fonts }: Paper, text: string) =>
  (fonts.measure(type.labelInk.face, text) * type.labelInk.size) / 1000

type Group = { first: number; last: number; x: number }

function groupsOf({ events: moments }: Timeline, { at }: Places): Group[] {
  const groups: Group[] = []
  moments.forEach((moment, index) => {
    const x = at(moment)
    const last = groups.at(-1)
    // As wide as the widest label, so that no two of them touch.
    if (last && x - last.x < 30) last.last = index + 1
    else groups.push({ first: index + 1, last: index + 1, x })
  })
  return groups
}

function drawLegend(paper: Paper, { bands, stay: away }: Timeline, top: number): void {
  const rows = Math.ceil((bands.length + 1) / 2)
  const named = [
    ...bands.map(({ label }, index) => ({ label, colour: toneOf(index) })),
    { label: away.label, colour: 'ink' as const },
  ]
  named.forEach(({ label, colour }, index) => {
    const x = sheet.left + (index < rows ? 0 : textWidth / 2)
    const y = top + (index % rows) * legend.line
    const isStay = index === named.length - 1
    const height = isStay ? stay.height : legend.swatch
    rectangle(paper, colour, x, y + (legend.swatch - height) / 2, legend.swatch, height)
    const text = printable(label)
    drawText(paper, { text, style: type.labelSecond }, text, x + legend.swatch + 5, y + legend.swatch - 0.5)
  })
}
