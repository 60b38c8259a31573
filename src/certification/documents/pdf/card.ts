import { type Block, drawStack, keptTogether, sideBySide, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, fill, type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Passage, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRow, inRowIfFits } from '../../../platform/pdf/text.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { levelNamed, narrowedBy, type ShownSentences, shownOf } from '../shown.ts'
import { barCaption } from './bar.ts'
import { columnBox } from './facts.ts'
import { provenance } from './provenance.ts'
import { say } from './words.ts'

const bullet = { indent: 11, size: 2.6 }

/** One outcome: title and result, then what the learner can do, then how it was found. */
export function card(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  options: { ruled: boolean; saidOnce: ReadonlySet<string> },
): Block[] {
  const section = tag(paper, parent, 'Sect')
  const [head, ...rest] = [
    cardHead(paper, section, snapshot, outcome),
    ...inWords(snapshot, outcome).flatMap((shown) => sentences(paper, section, shown)),
    ...lowerLevels(paper, section, snapshot, outcome),
    ...provenance(paper, section, snapshot, outcome, options.saidOnce),
  ] as [Block, ...Block[]]
  return keptTogether([options.ruled ? ruled(paper, head) : head, ...rest])
}

/** The block under a line that parts it from the one before. */
function ruled(paper: Paper, block: Block): Block {
  return {
    ...block,
    height: block.height + 9,
    gap: 11,
    draw(top) {
      rule(paper, sheet.left, top, textWidth)
      block.draw(top + 9)
    },
  }
}

function cardHead(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
): Block {
  const box = { x: sheet.left, width: textWidth }
  const titles = inRowIfFits(paper, outcome.title, [type.competence, type.competenceSecond], textWidth - 40)
  const code = { text: `${outcome.competence} `, style: type.competenceCode, language: titles[0]?.language }
  const styles = [outcome.result === 'reached' ? type.status : type.statusOther, type.statusSecond] as const
  const said = (language: Language) =>
    [statusOf(outcome)(language), barCaption(language, snapshot, outcome)].filter(Boolean).join(' · ')
  const left = [
    passage(paper, parent, 'H4', [code, ...titles], box),
    passage(paper, parent, 'P', inRowIfFits(paper, said, styles, box.width), box),
    ...narrowedBy(outcome).map((narrowed) =>
      passage(
        paper,
        parent,
        'P',
        inEach(paper.languages, asSentence(narrowed), type.body, type.bodySecond),
        box,
      ),
    ),
  ]
  return { height: stackHeight(left), gap: 8, keep: true, draw: (top) => drawStack(left, top) }
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
    const said: Sentence = (language) =>
      say('also-met', {
        level: levelNamed(framework, level)?.(language) ?? '',
        count: codes.length,
        codes: codes.join(', '),
      })(language)
    const box = { x: sheet.left, width: textWidth }
    const line = passage(paper, parent, 'P', inRow(paper.languages, said, type.small, type.small), box)
    return { height: line.height, gap: 4, draw: (top: number) => line.draw(top) }
  })
}

/** What the learner has shown, a column for each language, sentence beside sentence. */
function sentences(paper: Paper, parent: Tag, { lead, sentences }: ShownSentences): Block[] {
  const columns = paper.languages.map((language, index) => {
    const style = index ? type.bodySecond : type.body
    const box = columnBox(index, paper.languages.length)
    const said = (text: string) => [{ text, style, language }]
    const first = lead ? [passage(paper, parent, 'P', said(lead(language)), box)] : []
    const list = tag(paper, parent, 'L')
    const inner = { x: box.x + bullet.indent, width: box.width - bullet.indent }
    const items = sentences.map((sentence) =>
      passage(paper, tag(paper, list, 'LI'), 'LBody', said(readIn(sentence, language)), inner),
    )
    return { first, items }
  })
  const leads = sideBySide(
    columns.map((column) => column.first),
    6,
  )
  const rows = sentences.flatMap((_, row) =>
    bulleted(
      paper,
      columns.map((column) => column.items[row]!),
    ),
  )
  return lead ? [...leads.map((block) => ({ ...block, keep: true })), ...rows] : rows
}

/** Passages side by side with a mark before the first line of each. */
function bulleted(paper: Paper, passages: readonly Passage[]): Block[] {
  const { indent, size } = bullet
  const [first, ...rest] = sideBySide(
    passages.map((said) => [said]),
    2,
  ) as [Block, ...Block[]]
  const draw = (top: number) => {
    decorate(paper, () => {
      fill(paper, 'accent')
      for (const { box, lines } of passages) {
        paper.doc.rect(box.x - indent + 1, top + (lines[0]!.height - size) / 2, size, size)
      }
      paper.doc.fill()
    })
    first.draw(top)
  }
  return [{ ...first, draw }, ...rest]
}
