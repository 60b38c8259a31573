import { type Html, html } from '../../platform/pages/html.ts'
import type { Language } from '../../platform/words/language.ts'
import { type Depicted, noteStanding } from './profiles.ts'
import { hues, letterWidth } from './sectors.ts'
import type { Wheel } from './wheel.ts'

const size = 13
const lineHeight = 17
const between = { entries: 3, areas: 9, columns: 20 }

type Entry = { mark: string; lines: string[]; standing: string[]; isArea: boolean }
type Placed = Entry & { column: number; y: number }

export type Legend = { height: number; at(left: number, top: number): Html[] }

/** All areas and competences by what stands for them on the wheel, with their standing, in so many columns. */
export function layLegend(
  wheel: Wheel,
  shown: Depicted,
  language: Language,
  room: { width: number; columns: number },
): Legend {
  const width = (room.width - between.columns * (room.columns - 1)) / room.columns
  const marks = [...wheel.areas, ...wheel.competences].map(({ mark }) => mark?.length ?? 0)
  const indent = Math.ceil(Math.max(...marks, 1) * size * letterWidth.bold) + 8
  const entries = entriesOf(wheel, shown, language, width - indent)
  const { placed, height } = inColumns(entries, room.columns)
  return {
    height,
    at: (left, top) =>
      placed.map((entry) => {
        const x = Math.round(left + entry.column * (width + between.columns))
        return drawEntry(entry, x, x + indent, top + entry.y)
      }),
  }
}

function entriesOf(wheel: Wheel, shown: Depicted, language: Language, width: number): Entry[] {
  const marks = new Map([...wheel.areas, ...wheel.competences].map(({ code, mark }) => [code, mark]))
  const entry = (code: string, said: string, isArea: boolean, standing = ''): Entry => {
    const mark = marks.get(code) ?? ''
    const text = mark === code ? said : `${code} ${said}`
    return { mark, lines: wrap(text, width, isArea), standing: wrap(standing, width, true), isArea }
  }
  return shown.areas.flatMap(({ code, title, competences }) => [
    entry(code, title(language), true),
    ...competences.map((competence) => {
      const standing = noteStanding(shown, competence.code)?.(language)
      return entry(competence.code, competence.title(language), false, standing)
    }),
  ])
}

/** One below the other, in columns of about one height; the name of an area is never the last of its column. */
function inColumns(entries: readonly Entry[], columns: number): { placed: Placed[]; height: number } {
  const heightOf = ({ lines, standing, isArea }: Entry) =>
    (lines.length + standing.length) * lineHeight + (isArea ? between.areas : between.entries)
  const full = entries.reduce((sum, entry) => sum + heightOf(entry), 0) / columns
  const placed: Placed[] = []
  let [column, y, highest] = [0, 0, 0]
  for (const [index, entry] of entries.entries()) {
    const after = y + heightOf(entry)
    const next = entry.isArea
      ? after + heightOf(entries[index + 1] ?? entry) / 2
      : after - heightOf(entry) / 2
    if (y > 0 && next > full && column < columns - 1) {
      column++
      y = 0
    }
    placed.push({ ...entry, column, y })
    y += heightOf(entry)
    highest = Math.max(highest, y)
  }
  return { placed, height: highest }
}

function drawEntry(entry: Entry, left: number, textLeft: number, top: number): Html {
  const { mark, lines, standing, isArea } = entry
  const first = top + (isArea ? between.areas : between.entries) + size
  const row = (line: string, index: number) =>
    html`<tspan x="${textLeft}" y="${first + index * lineHeight}">${line}</tspan>`
  const marked = html`<tspan x="${left}" y="${first}">${mark}</tspan>${lines.map(row)}`
  const below = standing.map((line, index) => row(line, lines.length + index))
  return html`
<text fill="${hues.ink}"${isArea ? html` font-weight="bold"` : null}>${marked}${
    below.length > 0 ? html`<tspan font-weight="bold" fill="${hues.accent}">${below}</tspan>` : null
  }</text>`
}

/** Text in lines of so many px, whatever its font; a word that is longer than a line is cut. */
export function wrap(text: string, width: number, isBold: boolean, height = size): string[] {
  const most = Math.max(8, Math.floor(width / (height * (isBold ? letterWidth.bold : letterWidth.plain))))
  const lines: string[] = []
  const words = text.split(/\s+/u).flatMap((word) => word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [])
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
