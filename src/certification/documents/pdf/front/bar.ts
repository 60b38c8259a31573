import { type Colour, sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import { figure, fill, type Paper, stroke, type Tag } from '../../../../platform/pdf/paper.ts'
import { type Passage, passage } from '../../../../platform/pdf/passage.ts'
import { breakLines, heightOfLines, inRowIfFits, type Run } from '../../../../platform/pdf/text.ts'
import type { Language } from '../../../../platform/words/language.ts'
import { readIn } from '../../../../platform/words/multilingual.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../../certificates/snapshot.ts'
import { levelNamed } from '../../shown.ts'
import { say } from '../words.ts'

/** The column on the right that holds the bars. */
export const barBox = { x: sheet.left + textWidth - 144, width: 144 }

const gap = 2
/** Between the words and the bar. */
const under = 1.5
export const barHeight = 8

type Levels = Pick<CertifiedOutcome, 'baseline' | 'target' | 'level'>

function nameRuns(paper: Paper, { framework }: CertificateSnapshot, { level }: CertifiedOutcome): Run[] {
  const named = levelNamed(framework, level)
  return named ? inRowIfFits(paper, named, [type.level, type.levelSecond], barBox.width) : []
}

/** How high the level of an outcome is; nothing where its framework has no levels. */
export function levelHeight(paper: Paper, snapshot: CertificateSnapshot, outcome: CertifiedOutcome): number {
  if (snapshot.framework.levels.length === 0) return 0
  const runs = nameRuns(paper, snapshot, outcome)
  if (runs.length === 0) return barHeight + 2 * under
  return heightOfLines(breakLines(paper.fonts, runs, barBox.width)) + under + barHeight
}

/** The level in words, and below it the bar, which is seen as a whole and heard as one sentence. */
export function levelFigure(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
) {
  const { levels } = snapshot.framework
  const runs = nameRuns(paper, snapshot, outcome)
  const name: Passage[] = runs.length > 0 ? [passage(paper, parent, 'P', runs, barBox)] : []
  const height = levelHeight(paper, snapshot, outcome)
  return {
    height,
    draw(y: number) {
      if (height === 0) return
      for (const said of name) said.draw(y)
      const top = y + height - barHeight
      const box: [number, number, number, number] = [barBox.x, top, barBox.width, barHeight]
      const alt = (language: Language) => barHeard(language, snapshot, outcome)
      figure(paper, parent, { alt, box }, () => drawBar(paper, outcome, levels.length, top))
    },
  }
}

function barHeard(language: Language, snapshot: CertificateSnapshot, outcome: CertifiedOutcome): string {
  const scale = say('out-of', { count: snapshot.framework.levels.length })(language)
  const known = barCaption(language, snapshot, outcome) || say(`result-${outcome.result}`)(language)
  return `${known} (${scale})`
}

/** What the level was before, what it was to be, and what it is, as a row of as many segments as levels. */
function drawBar(paper: Paper, { baseline, target, level }: Levels, count: number, y: number): void {
  const width = (barBox.width - gap * (count - 1)) / count
  const left = (step: number) => barBox.x + (step - 1) * (width + gap)
  for (let step = 1; step <= count; step++)
    drawSwatch(paper, kindOf(step, baseline ?? 0, level ?? baseline ?? 0), left(step), y, width)
  if (target !== null) drawMark(paper, left(Math.min(target, count)) + width / 2, y)
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

/** A white lozenge with a dark edge within a bar, whatever it lies on: the centre of its top is at x, that of the bar at y. */
export function drawMark(paper: Paper, x: number, y: number): void {
  const [middle, reach] = [y + barHeight / 2, 3.1]
  fill(paper, 'white')
  stroke(paper, 'ink', 0.9)
  paper.doc
    .polygon([x, middle - reach], [x + reach, middle], [x, middle + reach], [x - reach, middle])
    .fillAndStroke()
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
    if (snapshot.format === 1) return step.code
    const named = readIn(step.title, language)
    // "Level 5" is said by its number, a level with a name of its own by that.
    return named.includes(String(level)) ? String(level) : named
  }
  return (['baseline', 'target', 'level'] as const)
    .flatMap((what) => {
      const level = outcome[what]
      return level === null ? [] : [`${say(what)(language)} ${code(level)}`]
    })
    .join(' · ')
}
