import { type Block, drawStack, sideBySide, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { inRow, inRowIfFits, type Run } from '../../../platform/pdf/text.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { narrowedBy, type ShownSentences, shownOf } from '../shown.ts'
import { columnBox } from './facts.ts'
import { barCaption } from './front/bar.ts'
import { classifications, provenanceSaid } from './provenance.ts'
import { say } from './words.ts'

/** What is higher goes on to the next page line by line. */
const tallest = 40
const whole = { x: sheet.left, width: textWidth }

/** One outcome: title and result, then what the learner can do, then how it was found. */
export function card(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  saidOnce: ReadonlySet<string>,
): [Block, ...Block[]] {
  const section = tag(paper, parent, 'Sect')
  return [
    cardHead(paper, section, snapshot, outcome),
    ...inWords(snapshot, outcome).flatMap((shown) => sentences(paper, section, shown)),
    ...lowerLevels(paper, section, snapshot, outcome),
    ...howFound(paper, section, snapshot, outcome, saidOnce),
    ...classifications(paper, section, outcome),
  ]
}

function cardHead(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
): Block {
  const titles = inRow(paper.languages, outcome.title, type.noteStrong, type.noteSecond)
  const code = { text: `${outcome.competence} `, style: type.noteCode, language: titles[0]?.language }
  const styles = [outcome.result === 'reached' ? type.status : type.statusOther, type.statusSecond] as const
  const said = (language: Language) =>
    [statusOf(outcome)(language), barCaption(language, snapshot, outcome)].filter(Boolean).join(' · ')
  const stack = [
    passage(paper, parent, 'H3', [code, ...titles], whole),
    passage(paper, parent, 'P', inRowIfFits(paper, said, styles, textWidth), whole),
    ...narrowedBy(outcome).map((narrowed) => {
      const runs = inRowIfFits(paper, asSentence(narrowed), [type.note, type.noteSecond], textWidth)
      return passage(paper, parent, 'P', runs, whole)
    }),
  ]
  return {
    height: stackHeight(stack) + 2,
    gap: 2,
    keep: true,
    draw(top) {
      rule(paper, sheet.left, top, textWidth)
      drawStack(stack, top + 2)
    },
  }
}

/** Begun with a capital letter, as on a line of its own. */
const asSentence =
  (said: Sentence): Sentence =>
  (language) => {
    const text = said(language)
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
  }

function statusOf(outcome: CertifiedOutcome) {
  return (language: Language) =>
    [
      say(`result-${outcome.result}`)(language),
      ...(outcome.improved ? [say(outcome.gain === 'acquired' ? 'acquired' : 'improved')(language)] : []),
      ...(outcome.kind === 'additional' ? [say('additional')(language)] : []),
    ].join(' · ')
}

const highestShown = ({ criteria = [] }: CertifiedOutcome) =>
  Math.max(0, ...criteria.map(({ level }) => level ?? 0))

/** What is said in words: all at the highest level shown, and below it what only the partners have words for. */
const inWords = (snapshot: CertificateSnapshot, outcome: CertifiedOutcome): ShownSentences[] => {
  const highest = highestShown(outcome)
  const framework = ({ source, level }: NonNullable<CertifiedOutcome['criteria']>[number]) =>
    source === 'partners' || (level ?? 0) === highest
  return shownOf(snapshot.framework, {
    ...outcome,
    ...(outcome.criteria && { criteria: outcome.criteria.filter(framework) }),
  })
}

/** What the learner has shown, a column for each language: the lead, and the sentences after it. */
function sentences(paper: Paper, parent: Tag, { lead, sentences }: ShownSentences): Block[] {
  const columns = paper.languages.map((language, index) => {
    const listed = sentences.map((sentence) => readIn(sentence, language))
    const text = [...(lead ? [lead(language)] : []), listed.map(unended).join('; ')].join(' ')
    const run = { text, style: index ? type.noteSecond : type.note, language }
    return [passage(paper, parent, 'P', [run], columnBox(index, paper.languages.length))]
  })
  return sideBySide(columns, 1, tallest)
}

const unended = (sentence: string, index: number, all: readonly string[]) =>
  index < all.length - 1 ? sentence.replace(/[.;]$/, '') : sentence

/** Methods, evidence and who judged, as far as that is not said for all outcomes at once. */
function howFound(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  saidOnce: ReadonlySet<string>,
): Block[] {
  const said = provenanceSaid(snapshot, outcome, saidOnce)
  if (said.length === 0) return []
  const text: Sentence = (language) => said.map((each) => each(language)).join(' · ')
  return [line(paper, parent, inRow(paper.languages, text, type.small, type.small))]
}

/** The framework's criteria of lower levels, counted and by their codes: whoever wants their words finds them by these. */
function lowerLevels(
  paper: Paper,
  parent: Tag,
  { framework }: CertificateSnapshot,
  outcome: CertifiedOutcome,
): Block[] {
  const highest = highestShown(outcome)
  const lower = (outcome.criteria ?? []).filter(
    ({ level, source }) => source === 'framework' && (level ?? 0) < highest,
  )
  const levels = [...new Set(lower.map(({ level }) => level))].sort((a, b) => (b ?? 0) - (a ?? 0))
  return levels.map((level) => {
    const codes = lower.filter((criterion) => criterion.level === level).map(({ id }) => id)
    const step = framework.levels.find((each) => each.level === level)
    const named: Sentence = (language) => (step ? readIn(step.title, language) : '')
    const said = inRow(
      paper.languages,
      say('also-met', { level: named, count: codes.length }),
      type.small,
      type.small,
    )
    return line(paper, parent, [...said, { text: `: ${codes.join(', ')}`, style: type.small }])
  })
}

function line(paper: Paper, parent: Tag, runs: Run[]): Block {
  const said = passage(paper, parent, 'P', runs, whole)
  return { height: said.height, gap: 0, draw: (top) => said.draw(top) }
}
