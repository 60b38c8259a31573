import type { AgreedOutcome, AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { afterLead, byLead } from '../../measure/frameworks/rubric/lead.ts'
import { calledAs, missingSignatories, type WhoSigns } from '../../mobility/agreements/agreement.ts'
import {
  type FactRow,
  factsOfAgreement,
  signedAs,
  termsOfOutcome,
} from '../../mobility/agreements/agreement-facts.ts'
import type { VersionWithSignatures } from '../../mobility/agreements/agreement-rows.ts'
import { correctedContent } from '../../mobility/agreements/slips/registered.ts'
import { say as sayOfAgreements } from '../../mobility/agreements/words.ts'
import { fullName, writtenName, writtenNames } from '../../parties/names/names.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { type LaidOut, type PaperIdentity, verificationOf } from './lay-out-verification.ts'
import { printedAddress } from './on-paper/paper-signature.ts'
import { say } from './words.ts'

type Part = LaidOut['parts'][number]

export type AgreementPaper = {
  agreed: VersionWithSignatures
  framework: Framework | undefined
  identity: PaperIdentity
  language: Language
  from: NonNullable<LaidOut['from']>
}

/** A version of a learning agreement as a paper, with who had signed it by then and room for who had not. */
export function layOutAgreement({ agreed, framework, identity, language, from }: AgreementPaper): LaidOut {
  const w = sayOfAgreements.in(language)
  const { version, corrected } = agreed
  const content = correctedContent(version.content, corrected)
  return {
    title: w('title'),
    from,
    foot: identity.number,
    language,
    id: identity.id,
    sending: writtenName(content.sending),
    at: identity.issuedAt,
    parts: [
      { kind: 'heading', depth: 1, text: w('title') },
      { kind: 'text', words: say('agreement-lead', { number: version.number })(language), manner: 'quiet' },
      { kind: 'facts', rows: factsOfAgreement(inLetters(content), framework, language) },
      { kind: 'heading', depth: 2, text: w('outcomes') },
      ...content.outcomes.flatMap((outcome) => layOutOutcome(outcome, framework, language)),
      { kind: 'heading', depth: 2, text: w('procedure') },
      { kind: 'text', words: content.procedure },
      { kind: 'heading', depth: 2, text: say('signatures')(language) },
      ...signaturesOf(agreed, content, language),
      ...verificationOf(
        identity,
        language,
        [[w('hash'), version.hash]],
        printedAddress(identity.url, version.hash),
      ),
    ],
  }
}

/** Its names in letters that papers have. */
function inLetters(content: AgreementContent): AgreementContent {
  const { learner, sending, hosting } = content
  return {
    ...content,
    learner: { ...learner, ...writtenNames(learner) },
    sending: { ...sending, name: writtenName(sending) },
    hosting: { ...hosting, name: writtenName(hosting) },
  }
}

const skillsOf = ({ skills = [] }: AgreedOutcome, language: Language): FactRow[] =>
  skills.length === 0
    ? []
    : [[sayOfAgreements('skills')(language), skills.map(({ label }) => label).join('; ')]]

export function layOutOutcome(
  outcome: AgreedOutcome,
  framework: Framework | undefined,
  language: Language,
): Part[] {
  const { competence, criteria } = outcome
  const title = framework && textsIn(framework, language).competences[competence]?.title
  const levels = [...new Set(criteria.map(({ level }) => level))].sort((a, b) => (a ?? 0) - (b ?? 0))
  return [
    { kind: 'heading', depth: 3, text: [competence, title].filter(Boolean).join(' ') },
    {
      kind: 'facts',
      rows: [...termsOfOutcome(outcome, framework, language), ...skillsOf(outcome, language)],
    },
    ...tasksOf(outcome, language),
    ...levels.map((level) => criteriaAt(outcome, level, framework, language)),
  ]
}

const tasksOf = ({ tasks = [] }: AgreedOutcome, language: Language): Part[] =>
  tasks.map(({ id, scenario, brief }) => ({
    kind: 'text',
    words: `${sayOfAgreements('task')(language)} ${id}: ${readIn(scenario, language)}. ${readIn(brief, language)}`,
  }))

/** The criteria of a level after its lead; what is the partners' own is marked as theirs. */
function criteriaAt(
  { criteria }: AgreedOutcome,
  level: number | null,
  framework: Framework | undefined,
  language: Language,
): Part {
  const w = sayOfAgreements.in(language)
  const head = level === null ? w('criteria') : nameOfLevel(framework, level, language)
  const rows = byLead(criteria.filter((criterion) => criterion.level === level)).flatMap(
    ({ lead, criteria: group }) => [
      ...(lead ? [{ cells: [[{ text: readIn(lead, language), manner: 'quiet' as const }]] }] : []),
      ...group.map((criterion) => {
        const remarks = [
          ...(criterion.mandatory ? [] : [`(${w('optional')})`]),
          ...(criterion.source === 'partners' ? [w('agreed-here')] : []),
        ]
        return { cells: [[readIn(afterLead(criterion), language), ...remarks].join(' ')] }
      }),
    ],
  )
  return { kind: 'table', widths: [1], head: [head], rows, isDense: true }
}

/** Who has signed and on which day; who has yet to has room for a hand, below their name where it is known who that is. */
function signaturesOf(agreed: VersionWithSignatures, content: AgreementContent, language: Language): Part[] {
  const w = say.in(language)
  const signed = [...agreed.signatures].sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
  const { participant } = agreed.version.content.mobility
  const called = (signatory: WhoSigns) =>
    w('party', { party: signatory.party === 'learner' && participant ? participant : calledAs(signatory) })
  const rows = [
    ...signed.map((signature) => ({
      cells: [
        called(signature),
        signedAs(signature, language),
        writeDayWithin(signature.signedOn ?? dayOf(signature.signedAt, agreed.zone), language),
      ],
    })),
    ...missingSignatories(agreed).map((signatory) => ({
      cells: [called(signatory), `${askedName(signatory, content, language)}\n\n`, '\n\n'],
    })),
  ]
  const head = [w('signatory'), w('signed-by'), w('signed-on')]
  return [{ kind: 'table', widths: [0.34, 0.42, 0.24], head, rows }]
}

/** Whose hand is awaited; for an organisation that is known once somebody has signed. */
function askedName(
  { party, secondGuardian }: WhoSigns,
  { learner }: AgreementContent,
  language: Language,
): string {
  const w = say.in(language)
  if (party === 'learner') return fullName(writtenNames(learner))
  if (party !== 'guardian') return ''
  const { guardianName, otherGuardianName } = learner
  if (guardianName && otherGuardianName) return w('either', { one: guardianName, other: otherGuardianName })
  return (secondGuardian ? learner.secondGuardianName : learner.guardianName) ?? ''
}
