import { participationName } from '../../mobility/agreements/render-differences.ts'
import { say as sayOfAgreements } from '../../mobility/agreements/words.ts'
import { courseSaid } from '../../mobility/mobilities/course.ts'
import { courseRows } from '../../mobility/mobilities/course-said.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
import type { Stay } from '../../mobility/stays/stay.ts'
import { stayDays, stayTerm } from '../../mobility/stays/stay-said.ts'
import { writtenName, writtenNames } from '../../parties/names/names.ts'
import type { Organisation } from '../../parties/organisations/store.ts'
import type { Person } from '../../parties/people/store.ts'
import { period, writeDayWithin } from '../../platform/dates.ts'
import { countryName } from '../../platform/words/countries.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import { levelClaimed } from '../documents/shown.ts'
import type { Attended, AttendedPart } from './attended.ts'
import { type LaidOut, type PaperIdentity, verificationOf } from './lay-out-verification.ts'
import { say } from './words.ts'

export type ParticipationPaper = {
  learner: Person
  mobility: Mobility
  sending: Organisation
  hosting: Organisation
  attended: Attended
  /** Its parts, where it has several hosts. */
  stays: readonly Stay[]
  /** What the certificate of the mobility says, where one is in force. */
  certified: CertificateSnapshot | null
  identity: PaperIdentity
  language: Language
  from: NonNullable<LaidOut['from']>
}

type Part = LaidOut['parts'][number]

/** A certificate of participation: who took part in what, who says so; a level only as the certificate has it. */
export function layOutParticipation(paper: ParticipationPaper): LaidOut {
  const { learner, mobility, sending, attended, certified, identity, language } = paper
  const w = say.in(language)
  const { givenName, familyName } = writtenNames(learner)
  const name = [givenName, familyName].filter(Boolean).join(' ')
  return {
    title: w('participation-title'),
    from: paper.from,
    foot: identity.number,
    language,
    id: identity.id,
    sending: writtenName(sending),
    at: identity.issuedAt,
    parts: [
      { kind: 'heading', depth: 1, text: w('participation-title') },
      { kind: 'text', words: w('participation-lead'), manner: 'lead' },
      { kind: 'heading', depth: 2, text: name },
      { kind: 'facts', rows: factsOf(paper) },
      ...(mobility.objective ? [{ kind: 'text' as const, words: mobility.objective }] : []),
      ...(certified ? resultsOf(certified, language) : []),
      ...attended.parts.map((part) => ({ kind: 'text' as const, words: attestedIn(part, paper) })),
      { kind: 'text', words: w(certified ? 'repeats-certificate' : 'says-no-level'), manner: 'quiet' },
      ...signatoriesOf(sending, language),
      ...verificationOf(identity, language),
    ],
  }
}

/** An organisation and where it is, in one line. */
export const placed = (organisation: Organisation, language: Language): string =>
  [writtenName(organisation), organisation.city, countryName(organisation.country, language)]
    .filter(Boolean)
    .join(', ')

/** Who has attested what, in a sentence: of a part with its days. */
function attestedIn({ name, stay, startsOn, endsOn }: AttendedPart, paper: ParticipationPaper): string {
  const w = say.in(paper.language)
  if (stay === null) return w('attested-by', { name, organisation: writtenName(paper.hosting) })
  const days = period(startsOn, endsOn, paper.language)
  return w('attested-part-by', { name, organisation: writtenName(stay.organisation), days })
}

function factsOf({ learner, mobility, sending, hosting, attended, stays, language }: ParticipationPaper) {
  const w = sayOfAgreements.in(language)
  const { startsOn, endsOn } = attended
  const attested = { participation: mobility.participation, startsOn, endsOn, ...courseSaid(mobility) }
  const between = [startsOn, endsOn].map((day) => writeDayWithin(day, language))
  const rows: [name: string, words: string][] = [
    [w('born'), learner.birthDate === null ? '–' : writeDayWithin(learner.birthDate, language)],
    [w('sending'), placed(sending, language)],
    ...(stays.length === 0
      ? [[w('hosting'), placed(hosting, language)] as [string, string]]
      : stays.map((stay): [string, string] => [
          stayTerm(stay, language),
          [placed(stay.organisation, language), stayDays(stay.attestation ?? stay, language)]
            .filter(Boolean)
            .join(': '),
        ])),
    [w('period'), between.join(' – ')],
    [w('project'), mobility.projectCode],
    [w('participation'), participationName(mobility.participation, language)],
    ...courseRows(attested, language).map(({ term, words }): [string, string] => [term, words]),
    [w('workload'), String(mobility.workloadHours)],
  ]
  return mobility.programme ? [...rows, [w('programme'), mobility.programme] as [string, string]] : rows
}

/** What was decided in the case, competence and level, as the certificate says it. */
function resultsOf(certified: CertificateSnapshot, language: Language): Part[] {
  const w = say.in(language)
  const titles = new Map(
    certified.framework.areas.flatMap(({ competences }) =>
      competences.map(({ code, title }) => [code, readIn(title, language)]),
    ),
  )
  return [
    { kind: 'heading', depth: 2, text: w('results') },
    { kind: 'text', words: w('results-of', { number: certified.number }), manner: 'lead' },
    {
      kind: 'table',
      widths: [0.5, 0.5],
      head: [w('competence'), w('level')],
      rows: certified.outcomes.map((outcome) => ({
        cells: [
          `${outcome.competence} ${titles.get(outcome.competence) ?? readIn(outcome.title, language)}`,
          levelClaimed(certified, outcome)(language),
        ],
      })),
    },
  ]
}

/** Room for the hands of whoever signs for the organisation. */
export function signatoriesOf({ signatories }: Organisation, language: Language): Part[] {
  if (!signatories?.length) return []
  const w = say.in(language)
  const rows = signatories.map(({ name, title }) => ({
    cells: [`${name}\n${readIn(title, language)}`, '\n\n'],
  }))
  return [{ kind: 'table', widths: [0.5, 0.5], head: [w('for-organisation'), w('signature')], rows }]
}
