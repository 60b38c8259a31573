import { type Block, drawStack, keptTogether, sideBySide, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, fill, type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Passage, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRow, inRowIfFits } from '../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { narrowedBy, type ShownSentences, shownOf } from '../shown.ts'
import { barBox, barCaption, levelFigure } from './bar.ts'
import { columnBox } from './facts.ts'
import { provenance } from './provenance.ts'
import { say } from './words.ts'

const bullet = { indent: 11, size: 2.6 }

/** One outcome: title and result beside its bar, then what the learner can do, then how it was found. */
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
    ...shownOf(snapshot.framework, outcome).flatMap((shown) => sentences(paper, section, shown)),
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
  const levelled = snapshot.framework.levels.length > 0
  const box = { x: sheet.left, width: levelled ? textWidth - barBox.width - 24 : textWidth }
  const titles = inEach(paper.languages, outcome.title, type.competence, type.competenceSecond)
  const code = { text: `${outcome.competence} `, style: type.competenceCode, language: titles[0]?.language }
  const styles = [outcome.result === 'reached' ? type.status : type.statusOther, type.statusSecond] as const
  const status = inRowIfFits(paper, statusOf(outcome), styles, box.width)
  const levels = (language: Language) => barCaption(language, snapshot, outcome)
  const caption = inRow(paper.languages, levels, type.small, type.small)
  const left = [
    passage(paper, parent, 'H4', [code, ...titles], box),
    passage(paper, parent, 'P', status, box),
    ...narrowedBy(outcome).map((said) =>
      passage(paper, parent, 'P', inEach(paper.languages, asSentence(said), type.body, type.bodySecond), box),
    ),
    ...(barCaption(reference, snapshot, outcome) ? [passage(paper, parent, 'P', caption, box)] : []),
  ]
  const right = levelled ? levelFigure(paper, tag(paper, parent, 'Div'), snapshot, outcome) : null
  return {
    height: Math.max(stackHeight(left), right?.height ?? 0),
    gap: 9,
    keep: true,
    draw(top) {
      drawStack(left, top)
      right?.draw(top)
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
