import type { AgreedOutcome } from '../../db/schema/mobility/agreements.ts'
import { coverageAt, nameOfUnit } from '../../measure/frameworks/coverage.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { afterLead, byLead } from '../../measure/frameworks/rubric/lead.ts'
import { missingSignatures } from '../../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../../mobility/agreements/agreement-rows.ts'
import { findingOf } from '../../mobility/agreements/planned-outcomes/planned-outcome.ts'
import { participationName } from '../../mobility/agreements/render-differences.ts'
import { correctedContent } from '../../mobility/agreements/slips/registered.ts'
import { say as sayOfAgreements } from '../../mobility/agreements/words.ts'
import { writtenName, writtenNames } from '../../parties/names/names.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { termListIn } from '../../platform/vocabularies/terms.ts'
import { countryName } from '../../platform/words/countries.ts'
import { fieldOfEducationName } from '../../platform/words/fields-of-education.ts'
import type { Language } from '../../platform/words/language.ts'
import { languageName } from '../../platform/words/languages.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { type LaidOut, type PaperIdentity, verificationOf } from './lay-out-verification.ts'
import { say } from './words.ts'

type Part = LaidOut['parts'][number]
type Row = [name: string, words: string]

export type AgreementPaper = {
  agreed: VersionWithSignatures
  framework: Framework | undefined
  identity: PaperIdentity
  language: Language
}

/** A version of a learning agreement as a paper, with who had signed it by then and room for who had not. */
export function layOutAgreement({ agreed, framework, identity, language }: AgreementPaper): LaidOut {
  const w = sayOfAgreements.in(language)
  const { version, corrected } = agreed
  const content = correctedContent(version.content, corrected)
  return {
    title: w('title'),
    foot: identity.number,
    language,
    id: identity.id,
    sending: writtenName(content.sending),
    at: identity.issuedAt,
    parts: [
      { kind: 'heading', depth: 1, text: w('title') },
      { kind: 'text', words: say('agreement-lead', { number: version.number })(language), manner: 'quiet' },
      { kind: 'facts', rows: factsOf(content, framework, language) },
      { kind: 'heading', depth: 2, text: w('outcomes') },
      ...content.outcomes.flatMap((outcome) => layOutOutcome(outcome, framework, language)),
      { kind: 'heading', depth: 2, text: w('procedure') },
      { kind: 'text', words: content.procedure },
      { kind: 'heading', depth: 2, text: say('signatures')(language) },
      ...signaturesOf(agreed, language),
      ...verificationOf(identity, language, [[w('hash'), version.hash]]),
    ],
  }
}

type Content = ReturnType<typeof correctedContent>

function factsOf(content: Content, framework: Framework | undefined, language: Language): Row[] {
  const w = sayOfAgreements.in(language)
  const { learner, sending, hosting, mobility } = content
  const { givenName, familyName } = writtenNames(learner)
  const partyNamed = (party: Content['sending']) =>
    [writtenName(party), party.country && countryName(party.country, language)].filter(Boolean).join(', ')
  return [
    [w('learner'), [givenName, familyName].filter(Boolean).join(' ')],
    [w('born'), writeDayWithin(learner.birthDate, language)],
    ...(learner.guardianName ? [[w('guardian'), learner.guardianName] as Row] : []),
    [w('sending'), partyNamed(sending)],
    [w('hosting'), partyNamed(hosting)],
    [w('period'), days(mobility.startsOn, mobility.endsOn, language)],
    [w('project'), mobility.projectCode],
    [w('workload'), String(mobility.workloadHours)],
    [w('participation'), participationName(mobility.participation, language)],
    [w('programme'), mobility.programme ?? '–'],
    ...(mobility.fieldOfEducation
      ? [[w('field-of-education'), fieldOfEducationName(mobility.fieldOfEducation, language)] as Row]
      : []),
    ...(mobility.eqfLevel ? [[w('eqf-level'), String(mobility.eqfLevel)] as Row] : []),
    [w('objective'), mobility.objective ?? '–'],
    ...(mobility.languages
      ? [[w('languages'), mobility.languages.map((tag) => languageName(tag, language)).join(', ')] as Row]
      : []),
    [w('framework'), framework ? textsIn(framework, language).title : content.framework.id],
  ]
}

function layOutOutcome(outcome: AgreedOutcome, framework: Framework | undefined, language: Language): Part[] {
  const { competence, criteria } = outcome
  const title = framework && textsIn(framework, language).competences[competence]?.title
  const levels = [...new Set(criteria.map(({ level }) => level))].sort((a, b) => (a ?? 0) - (b ?? 0))
  return [
    { kind: 'heading', depth: 3, text: [competence, title].filter(Boolean).join(' ') },
    { kind: 'facts', rows: termsOf(outcome, framework, language) },
    ...tasksOf(outcome, language),
    ...levels.map((level) => criteriaAt(outcome, level, framework, language)),
  ]
}

function termsOf(outcome: AgreedOutcome, framework: Framework | undefined, language: Language): Row[] {
  const w = sayOfAgreements.in(language)
  const { baseline, target, recognisedAs, justification, workloadHours, skills = [] } = outcome
  const named = (level: number) => nameOfLevel(framework, level, language)
  const before = baseline === null ? w(`baseline-found-${findingOf(outcome)}`) : named(baseline)
  const levels: Row[] =
    target === null
      ? []
      : [
          [w('baseline'), before],
          [w('target'), named(target)],
        ]
  return [
    ...levels,
    ...partialRow(outcome, framework, language),
    [w('baseline-found-by'), outcome.baselineFoundBy],
    [w('methods'), termListIn(language, outcome.methods)],
    [w('assessor'), outcome.assessorRole],
    [w('evidence'), days(outcome.evidenceFrom, outcome.evidenceUntil, language)],
    ...(workloadHours === null ? [] : [[w('workload'), String(workloadHours)] as Row]),
    ...(justification ? [[w('justification'), justification] as Row] : []),
    ...(skills.length > 0 ? [[w('skills'), skills.map(({ label }) => label).join('; ')] as Row] : []),
    [w('recognised-as'), `${recognisedAs.reference} (${w(`recognised-as-${recognisedAs.kind}`)})`],
  ]
}

function partialRow(outcome: AgreedOutcome, framework: Framework | undefined, language: Language): Row[] {
  if (!outcome.partial || !framework) return []
  const w = sayOfAgreements.in(language)
  const { covered, missing } = coverageAt(framework, outcome.competence, outcome.criteria, outcome.target)
  const named = (units: string[]) =>
    units.map((unit) => readIn(nameOfUnit(framework, unit), language)).join('; ')
  return [[w('partial'), w('partial-for', { covered: named(covered), missing: named(missing) })]]
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

/** Who has signed and on which day; who has yet to has room for a hand. */
function signaturesOf(agreed: VersionWithSignatures, language: Language): Part[] {
  const w = say.in(language)
  const signed = [...agreed.signatures].sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
  const rows = [
    ...signed.map(({ party, name, signedAt }) => ({
      cells: [w('party', { party }), name, writeDayWithin(dayOf(signedAt, agreed.zone), language)],
    })),
    ...missingSignatures(agreed).map((party) => ({ cells: [w('party', { party }), '\n\n', '\n\n'] })),
  ]
  const head = [w('signatory'), w('signed-by'), w('signed-on')]
  return [{ kind: 'table', widths: [0.34, 0.42, 0.24], head, rows }]
}

const days = (from: string, until: string, language: Language) =>
  `${writeDayWithin(from, language)} – ${writeDayWithin(until, language)}`
