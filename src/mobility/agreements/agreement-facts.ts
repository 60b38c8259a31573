import type { AgreedOutcome, AgreedParty, agreementSignatures } from '../../db/schema/mobility/agreements.ts'
import { coverageAt, nameOfUnit } from '../../measure/frameworks/coverage.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { wordingNamed } from '../../measure/frameworks/wordings/wording-named.ts'
import { fullName } from '../../parties/names/names.ts'
import { signerName } from '../../parties/names/signer-name.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { termListIn } from '../../platform/vocabularies/terms.ts'
import { countryName } from '../../platform/words/countries.ts'
import { fieldOfEducationName } from '../../platform/words/fields-of-education.ts'
import type { Language } from '../../platform/words/language.ts'
import { languageName } from '../../platform/words/languages.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { say as sayOfGroups } from '../groups/words.ts'
import { courseRows } from '../mobilities/course-said.ts'
import { findingOf } from './planned-outcomes/planned-outcome.ts'
import { participationName } from './render-differences.ts'
import type { ContentByLink } from './signed/by-link.ts'
import { say } from './words.ts'

/** What something is called, and what is agreed of it, in the language of its reader. */
export type FactRow = [term: string, value: string]

/** What is agreed of the mobility as a whole, in the order in which it is read; on the page and on paper. */
export function factsOfAgreement(
  content: ContentByLink,
  framework: Framework | undefined,
  language: Language,
): FactRow[] {
  const w = say.in(language)
  const { learner, sending, hosting, mobility } = content
  const known = (term: string, value: string | null | undefined): FactRow[] => (value ? [[term, value]] : [])
  return [
    [w(mobility.participant === 'staff' ? 'participant' : 'learner'), fullName(learner)],
    [w('born'), bornSaid(learner, language)],
    ...known(w('guardian'), learner.guardianName),
    ...known(w('second-guardian'), learner.secondGuardianName ?? learner.otherGuardianName),
    ...known(w('guardian-signs'), learner.otherGuardianName && w('either-guardian')),
    [w('sending'), partyNamed(sending, language)],
    [w('hosting'), partyNamed(hosting, language)],
    [w('period'), daysBetween(mobility.startsOn, mobility.endsOn, language)],
    ...known(sayOfGroups('learning-programme')(language), programmeSaid(content, language)),
    [w('project'), mobility.projectCode],
    [w('workload'), String(mobility.workloadHours)],
    [w('participation'), participationName(mobility.participation, language)],
    ...courseRows(mobility, language).map(({ term, words }): FactRow => [term, words]),
    ...known(w('programme'), mobility.programme),
    ...known(
      w('field-of-education'),
      mobility.fieldOfEducation && fieldOfEducationName(mobility.fieldOfEducation, language),
    ),
    ...known(w('eqf-level'), mobility.eqfLevel ? String(mobility.eqfLevel) : null),
    ...known(w('objective'), mobility.objective),
    ...known(w('languages'), mobility.languages?.map((tag) => languageName(tag, language)).join(', ')),
    [w('framework'), framework ? textsIn(framework, language).title : content.framework.id],
    ...known(w('wording'), wordingOf(content, framework, language)),
  ]
}

/** Who signed, and how, where it was not through the service under this version itself. */
export function signedAs(
  signature: Pick<typeof agreementSignatures.$inferSelect, 'name' | 'method' | 'onBehalf'>,
  language: Language,
): string {
  const { method } = signature
  const name = signerName(signature, language)
  if (method === 'electronic') return name
  return method === 'paper'
    ? say('on-paper', { name })(language)
    : sayOfGroups('by-programme', { name })(language)
}

/** Which learning programme stands in it, whose signatures are those of the organisations. */
const programmeSaid = ({ learningProgramme }: ContentByLink, language: Language) =>
  learningProgramme &&
  sayOfGroups('learning-programme-said', {
    group: learningProgramme.group,
    number: learningProgramme.number,
  })(language)

/** The birth date, or where nobody knows it, whether they are of age by what is agreed. */
function bornSaid({ birthDate, ofAge }: ContentByLink['learner'], language: Language): string {
  if (birthDate === undefined) return say('born-not-shown')(language)
  if (birthDate !== null) return writeDayWithin(birthDate, language)
  return say(ofAge ? 'born-unknown-of-age' : 'born-unknown-minor')(language)
}

/** Which wording of the framework is agreed, in the language that its texts are read in here. */
export function wordingOf(
  content: Pick<ContentByLink, 'framework'>,
  framework: Framework | undefined,
  language: Language,
) {
  const read = framework ? textsIn(framework, language).language : language
  return wordingNamed(content.framework.wordings, read)?.(language)
}

export const partyNamed = ({ name, country }: AgreedParty, language: Language) =>
  country === undefined ? name : `${name}, ${countryName(country, language)}`

/** What is agreed of one outcome, but for its criteria, skills and tasks. */
export function termsOfOutcome(
  outcome: AgreedOutcome,
  framework: Framework | undefined,
  language: Language,
): FactRow[] {
  const w = say.in(language)
  const { baseline, target, recognisedAs, justification, workloadHours } = outcome
  const named = (level: number) => nameOfLevel(framework, level, language)
  const before = baseline === null ? w(`baseline-found-${findingOf(outcome)}`) : named(baseline)
  const levels: FactRow[] =
    target === null
      ? []
      : [
          [w('baseline'), before],
          [w('target'), named(target)],
        ]
  return [
    ...levels,
    ...(framework && outcome.partial ? [partialRow(framework, outcome, language)] : []),
    [w('baseline-found-by'), outcome.baselineFoundBy],
    [w('methods'), termListIn(language, outcome.methods)],
    [w('assessor'), outcome.assessorRole],
    [w('evidence'), daysBetween(outcome.evidenceFrom, outcome.evidenceUntil, language)],
    ...(workloadHours === null ? [] : [[w('workload'), String(workloadHours)] as FactRow]),
    ...(justification ? [[w('justification'), justification] as FactRow] : []),
    [w('recognised-as'), `${recognisedAs.reference} (${w(`recognised-as-${recognisedAs.kind}`)})`],
  ]
}

/** For which facets or statements of the target the level would be claimed, and which are not judged. */
function partialRow(framework: Framework, outcome: AgreedOutcome, language: Language): FactRow {
  const { competence, criteria, target } = outcome
  const { covered, missing } = coverageAt(framework, competence, criteria, target)
  const named = (units: string[]) =>
    units.map((unit) => readIn(nameOfUnit(framework, unit), language)).join('; ')
  const told = say('partial-for', { covered: named(covered), missing: named(missing) })
  return [say('partial')(language), told(language)]
}

const daysBetween = (from: string, until: string, language: Language) =>
  `${writeDayWithin(from, language)} – ${writeDayWithin(until, language)}`
