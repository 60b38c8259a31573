import { type Html, html } from '../../platform/pages/html.ts'
import type { Language } from '../../platform/words/language.ts'
import { type BoardStage, countPeople, type Progress } from './cohort.ts'
import { say } from './words.ts'

/** In px. */
const [width, margin, bar, line] = [640, 8, 28, 22]

/** From nothing done to all done, each as different in lightness from the next as from the paper. */
const fills: Record<BoardStage, string> = {
  agreement: '#e3edf0',
  identification: '#c5dbe2',
  documentation: '#94bcc9',
  assessment: '#5b95a8',
  validation: '#2f768d',
  certified: '#0c3544',
  closed: '#0c3544',
  refused: '#7a4a1c',
  withdrawn: '#b9a894',
  cancelled: '#d9d4cc',
}

/** How far a cohort is, as one bar that is told in words, too; nothing is written smaller than 13 px. */
export function progressSvg(name: string, progress: Progress, language: Language): Html {
  const w = say.in(language)
  const all = countPeople(progress)
  const inner = width - 2 * margin
  let left = margin
  const parts = progress.map(({ stage, people }) => {
    const part = { stage, people, left, width: (people / all) * inner }
    left += part.width
    return part
  })
  const told = progress.map(({ stage, people }) =>
    w('counted', { stage: w('stage', { stage }), count: people }),
  )
  const top = margin + 24
  const height = top + bar + 10 + Math.ceil(parts.length / 2) * line + margin
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="progress-title progress-desc" lang="${language}" xml:lang="${language}" font-family="'Noto Sans', system-ui, sans-serif" font-size="14">
<title id="progress-title">${w('progress-of', { name })}</title>
<desc id="progress-desc">${told.length > 0 ? told.join('; ') : w('empty')}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="${margin}" y="${margin + 13}" font-weight="bold" fill="#1a2a30">${w('progress')}: ${w('learners', { count: all })}</text>
<rect x="${margin}" y="${top}" width="${inner}" height="${bar}" fill="#ffffff" stroke="#4c5f67"/>
${parts.map(
  (
    part,
  ) => html`<rect x="${round(part.left)}" y="${top}" width="${round(part.width)}" height="${bar}" fill="${fills[part.stage]}" stroke="#ffffff"/>
`,
)}${parts.map((part, index) => legendOf(part, index, top + bar + 10, told[index]!))}</svg>`
}

/** What a part of the bar stands for, in two columns. */
function legendOf({ stage }: { stage: BoardStage }, index: number, top: number, told: string): Html {
  const x = margin + (index % 2) * (width / 2)
  const y = top + Math.floor(index / 2) * line
  return html`<rect x="${x}" y="${y + 3}" width="14" height="14" fill="${fills[stage]}" stroke="#4c5f67"/>
<text x="${x + 22}" y="${y + 15}" fill="#1a2a30">${told}</text>
`
}

const round = (value: number) => Math.round(value * 100) / 100
