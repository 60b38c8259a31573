import { type Block, drawStack, sideBySide, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { APART, inRow, inRowIfFits, type Run } from '../../../platform/pdf/text.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { narrowedBy } from '../shown.ts'
import { levelsInShort } from './levels-in-short.ts'
import { classifications, provenanceSaid } from './provenance.ts'
import { highestShown, paragraphOf, type ToldOutcomes } from './told.ts'
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
  told: ToldOutcomes,
): [Block, ...Block[]] {
  const section = tag(paper, parent, 'Sect')
  return [
    cardHead(paper, section, snapshot, outcome),
    ...sentences(paper, section, outcome, told),
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
    [statusOf(outcome)(language), levelsInShort(snapshot, outcome, language)].filter(Boolean).join(' · ')
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

/** What the learner has shown, in the languages of the paper one after the other. */
function sentences(paper: Paper, parent: Tag, outcome: CertifiedOutcome, told: ToldOutcomes): Block[] {
  const runs = paper.languages.flatMap((language, index, { length }) => {
    const text = paragraphOf(told, outcome, index)
    const style = index ? type.noteSecond : type.note
    return text === '' ? [] : [{ text: index < length - 1 ? `${text}${APART}` : text, style, language }]
  })
  return runs.length === 0 ? [] : sideBySide([[passage(paper, parent, 'P', runs, whole)]], 1, tallest)
}

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
