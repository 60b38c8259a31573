import { daysOfInterval, lastDay } from '../../mobility/mobilities/course.ts'
import { isAhead } from '../../platform/clocks.ts'
import { daysUntil } from '../../platform/dates.ts'
import { alpha3Of, isoCountry } from '../../platform/vocabularies/country.ts'
import type { Multilingual } from '../../platform/words/multilingual.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import {
  type CertificateSnapshot,
  type CertifiedOrganisation,
  type CertifiedOutcome,
  dayOfIssue,
} from './snapshot.ts'
import { say } from './words.ts'

/** What is missing or wrong, and where in the snapshot (an RFC 6901 pointer). */
export type SnapshotFault = { pointer: string; detail: Sentence }

/**
 * Everything that keeps a snapshot from being signed: an element of an EU micro-credential that is missing (Council
 * Recommendation 2022/C 243/02, Annex I), a provenance that cannot be followed, dates that cannot be. None: an empty list.
 */
export function snapshotFaults(snapshot: CertificateSnapshot, now: Date): SnapshotFault[] {
  const said = [...elements(snapshot), ...provenance(snapshot), ...dates(snapshot, now)]
  return [...said, ...snapshot.outcomes.flatMap((outcome, index) => outcomeFaults(snapshot, outcome, index))]
}

type Rule = [pointer: string, holds: boolean, detail: Sentence]

const broken = (rules: Rule[]): SnapshotFault[] =>
  rules.filter(([, holds]) => !holds).map(([pointer, , detail]) => ({ pointer, detail }))

const full = (text: string | null | undefined) => typeof text === 'string' && text.trim() !== ''
const inBoth = (text: Multilingual | undefined) => full(text?.lv) && full(text?.en)
const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
const isCountry = ({ country }: CertifiedOrganisation) =>
  isoCountry(country) === country && alpha3Of(country) !== undefined
const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text)
const missing = say('fault-missing')
const twice = say('fault-both-languages')

/** The eleven mandatory elements, in the order of Annex I. */
function elements(snapshot: CertificateSnapshot): SnapshotFault[] {
  const { learner, title, issuer, issuedAt, outcomes, mobility, eqfLevel } = snapshot
  const level = eqfLevel === null || (Number.isInteger(eqfLevel) && eqfLevel >= 1 && eqfLevel <= 8)
  return broken([
    ['/learner/givenName', learner.givenName === '' || full(learner.givenName), missing],
    ['/learner/familyName', full(learner.familyName), missing],
    ['/learner/birthDate', learner.birthDate === null || isDay(learner.birthDate), say('fault-no-date')],
    ['/title', inBoth(title), twice],
    ['/issuer/country', isCountry(issuer), say('fault-no-country')],
    ['/issuer/name', full(issuer.name), missing],
    ['/issuedAt', !Number.isNaN(Date.parse(issuedAt)), say('fault-no-moment')],
    ['/outcomes', outcomes.length > 0, say('fault-no-outcome')],
    ['/mobility/workloadHours', mobility.workloadHours > 0, say('fault-no-workload')],
    ['/eqfLevel', level, say('fault-eqf-level')],
    ['/assessmentTypes', snapshot.assessmentTypes.some(full), missing],
    ['/mobility/participation', ['on-site', 'online', 'blended'].includes(mobility.participation), missing],
    ['/qualityAssurance', inBoth(snapshot.qualityAssurance), twice],
  ])
}

function provenance({ framework, agreement, notice, languages, ...snapshot }: CertificateSnapshot) {
  return broken([
    ['/number', full(snapshot.number), missing],
    ['/languages', languages.length > 0, missing],
    ['/notice', inBoth(notice), twice],
    ['/sending/name', full(snapshot.sending.name), missing],
    ['/sending/country', isCountry(snapshot.sending), say('fault-no-country')],
    ['/hosting/name', full(snapshot.hosting.name), missing],
    ['/hosting/country', isCountry(snapshot.hosting), say('fault-no-country')],
    ['/framework/id', full(framework.id), missing],
    ['/framework/version', full(framework.version), missing],
    ['/framework/hash', isHash(framework.hash), say('fault-no-hash')],
    ['/framework/attribution', inBoth(framework.attribution), twice],
    ['/agreement/version', agreement.version >= 1, missing],
    ['/agreement/hash', isHash(agreement.hash), say('fault-no-hash')],
    ['/agreement/signedOn', isDay(agreement.signedOn), say('fault-no-date')],
  ])
}

function dates(snapshot: CertificateSnapshot, now: Date): SnapshotFault[] {
  const { issuedAt, issuedOn, mobility, agreement } = snapshot
  const day = dayOfIssue(snapshot)
  // No clock on earth is a day from UTC.
  const near = Math.abs(daysUntil(day, dayOfIssue({ issuedAt }))) <= 1
  // Those that name no day of issue were issued from the last day on.
  const last = lastDay({ ...mobility, virtualPeriods: mobility.virtualPeriods?.map(daysOfInterval) })
  const over = issuedOn === undefined ? day >= last : day > last
  return broken([
    ['/issuedAt', !isAhead(new Date(issuedAt), now), say('fault-in-future')],
    ['/issuedOn', isDay(day) && near, say('fault-other-day')],
    ['/issuedAt', over, say('fault-before-end')],
    ['/mobility/endsOn', mobility.startsOn <= mobility.endsOn, say('fault-before-start')],
    ['/agreement/signedOn', agreement.signedOn <= day, say('fault-after-certificate')],
  ])
}

/** From format 2: each sentence stands on a criterion that was met, in both languages, and what is reached on one at least. */
function isJudged({ format }: CertificateSnapshot, { criteria = [], statements, result }: CertifiedOutcome) {
  if (format === 1) return true
  const isFounded = result !== 'reached' || criteria.length > 0
  return isFounded && statements.length === 0 && criteria.every(({ text }) => inBoth(text))
}

function outcomeFaults(snapshot: CertificateSnapshot, outcome: CertifiedOutcome, index: number) {
  const { target, baseline, level, result, assessor, assessedOn, decidedOn } = outcome
  const { levels } = snapshot.framework
  const assessed = result !== 'not-assessed'
  const known = (number: number | null) =>
    number === null || levels.length === 0 || levels.some(({ level }) => level === number)
  const reached = level !== null && target !== null && level >= target
  const improved = (level ?? 0) > (baseline ?? 0)
  const day = dayOfIssue(snapshot)
  const rules: Rule[] = [
    ['competence', full(outcome.competence), missing],
    ['title', inBoth(outcome.title), twice],
    ['kind', outcome.kind === 'planned' || outcome.kind === 'additional', missing],
    ['level', [baseline, target, level].every(known), say('fault-level')],
    ['result', target === null || !assessed || (result === 'reached') === reached, say('fault-result')],
    ['improved', baseline === null || outcome.improved === improved, say('fault-improved')],
    ['criteria', isJudged(snapshot, outcome), say('fault-not-judged')],
    ['methods', !assessed || outcome.methods.some(full), missing],
    ['evidenceKinds', !assessed || outcome.evidenceKinds.length > 0, missing],
    ['assessedOn', !assessed || (assessedOn !== null && isDay(assessedOn)), missing],
    ['assessor', !assessed || (inBoth(assessor?.role) && full(assessor?.organisation)), missing],
    ['validator', inBoth(outcome.validator.role) && full(outcome.validator.organisation), missing],
    ['decidedOn', isDay(decidedOn) && decidedOn <= day, say('fault-decided-on')],
    ['decidedOn', assessedOn === null || assessedOn <= decidedOn, say('fault-before-assessment')],
  ]
  return broken(rules.map(([field, ...rest]) => [`/outcomes/${index}/${field}`, ...rest]))
}
