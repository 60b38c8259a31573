import { type Colour, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { figure, fill, type Paper, stroke, type Tag } from '../../../platform/pdf/paper.ts'
import { drawLines } from '../../../platform/pdf/passage.ts'
import { breakLines, heightOfLines, inEach } from '../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { levelNamed } from '../shown.ts'
import { say } from './words.ts'

/** The column on the right that holds the bars. */
export const barBox = { x: sheet.left + textWidth - 158, width: 158 }

const gap = 2
const barHeight = 8
/** The mark of the target stands above the bar. */
const markHeight = 7

type Levels = Pick<CertifiedOutcome, 'baseline' | 'target' | 'level'>

function nameLines(paper: Paper, snapshot: CertificateSnapshot, outcome: CertifiedOutcome) {
  const named = (language: Language) => levelName(language, snapshot, outcome)
  const runs = outcome.level === null ? [] : inEach(paper.languages, named, type.level, type.levelSecond)
  return runs.length ? breakLines(paper.fonts.measure, runs, barBox.width) : []
}

/** How high the figure of an outcome is; nothing where its framework has no levels. */
export function levelHeight(paper: Paper, snapshot: CertificateSnapshot, outcome: CertifiedOutcome): number {
  if (snapshot.framework.levels.length === 0) return 0
  return heightOfLines(nameLines(paper, snapshot, outcome)) + markHeight + barHeight
}

/** The level in words over its bar; seen as a whole and heard as one sentence. */
export function levelFigure(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
) {
  const { levels } = snapshot.framework
  const name = nameLines(paper, snapshot, outcome)
  const height = levelHeight(paper, snapshot, outcome)
  return {
    height,
    draw(y: number) {
      if (height === 0) return
      const [language = reference] = paper.languages
      const box: [number, number, number, number] = [barBox.x, y, barBox.width, height]
      const said = levelName(language, snapshot, outcome)
      const alt = `${said} (${say('out-of', { count: levels.length })(language)})`
      figure(paper, parent, { alt, language, box }, () => {
        drawLines(paper, name, barBox, y)
        drawBar(paper, outcome, levels.length, y + height - barHeight)
      })
    },
  }
}

/** What the level was before, what it was to be, and what it is, as a row of as many segments as levels. */
function drawBar(paper: Paper, { baseline, target, level }: Levels, count: number, y: number): void {
  const width = (barBox.width - gap * (count - 1)) / count
  const left = (step: number) => barBox.x + (step - 1) * (width + gap)
  for (let step = 1; step <= count; step++)
    drawSwatch(paper, kindOf(step, baseline ?? 0, level ?? baseline ?? 0), left(step), y, width)
  if (target !== null) drawMark(paper, left(Math.min(target, count)) + width / 2, y - 1.5)
}

/** Told apart by fill and outline, so that a grey print tells them apart too. */
const swatches: Record<'before' | 'gained' | 'empty', Colour> = {
  before: 'middle',
  gained: 'deep',
  empty: 'white',
}

/** Never filled beyond the level that was found, even where the level before was thought to be higher. */
function kindOf(step: number, baseline: number, level: number): keyof typeof swatches {
  if (step > level) return 'empty'
  return step <= baseline ? 'before' : 'gained'
}

export function drawSwatch(
  paper: Paper,
  kind: keyof typeof swatches,
  x: number,
  y: number,
  width: number,
): void {
  fill(paper, swatches[kind])
  stroke(paper, 'deep', 0.6)
  paper.doc.rect(x + 0.3, y + 0.3, width - 0.6, barHeight - 0.6).fillAndStroke()
}

/** A small triangle that points down at `y`. */
export function drawMark(paper: Paper, x: number, y: number): void {
  fill(paper, 'ink')
  paper.doc.polygon([x, y], [x - 3.2, y - 4.6], [x + 3.2, y - 4.6]).fill()
}

function levelName(language: Language, snapshot: CertificateSnapshot, outcome: CertifiedOutcome): string {
  const named = levelNamed(snapshot.framework, outcome.level) ?? say(`result-${outcome.result}`)
  return named(language)
}

/** The bar as a line of text: only what is known. */
export function barCaption(
  language: Language,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
): string {
  const code = (level: number) => {
    const step = snapshot.framework.levels[level - 1]
    if (!step) return String(level)
    return snapshot.format === 1 ? step.code : readIn(step.title, language)
  }
  return (['baseline', 'target', 'level'] as const)
    .flatMap((what) => {
      const level = outcome[what]
      return level === null ? [] : [`${say(what)(language)} ${code(level)}`]
    })
    .join(' · ')
}
