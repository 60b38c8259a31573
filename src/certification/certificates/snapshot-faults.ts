import type { Bilingual, CertificateSnapshot, CertifiedOutcome } from './snapshot.ts'

/** What is missing or wrong, and where in the snapshot (an RFC 6901 pointer). */
export type SnapshotFault = { pointer: string; detail: string }

/**
 * Everything that keeps a snapshot from being signed: an element of an EU micro-credential that is missing (Council
 * Recommendation 2022/C 243/02, Annex I), a provenance that cannot be followed, dates that cannot be. None: an empty list.
 */
export function snapshotFaults(snapshot: CertificateSnapshot, now: Date): SnapshotFault[] {
  const said = [...elements(snapshot), ...provenance(snapshot), ...dates(snapshot, now)]
  return [...said, ...snapshot.outcomes.flatMap((outcome, index) => outcomeFaults(snapshot, outcome, index))]
}

type Rule = [pointer: string, holds: boolean, detail: string]

const broken = (rules: Rule[]): SnapshotFault[] =>
  rules.filter(([, holds]) => !holds).map(([pointer, , detail]) => ({ pointer, detail }))

const full = (text: string | null | undefined) => typeof text === 'string' && text.trim() !== ''
const inBoth = (text: Bilingual | undefined) => full(text?.lv) && full(text?.en)
const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text)
const missing = 'is missing'
const twice = 'is missing in Latvian or English'

/** The eleven mandatory elements, in the order of Annex I. */
function elements(snapshot: CertificateSnapshot): SnapshotFault[] {
  const { learner, title, issuer, issuedAt, outcomes, mobility, eqfLevel } = snapshot
  const level = eqfLevel === null || (Number.isInteger(eqfLevel) && eqfLevel >= 1 && eqfLevel <= 8)
  return broken([
    ['/learner/givenName', full(learner.givenName), missing],
    ['/learner/familyName', full(learner.familyName), missing],
    ['/learner/birthDate', isDay(learner.birthDate), 'is no date'],
    ['/title', inBoth(title), twice],
    ['/issuer/country', /^[A-Z]{2}$/.test(issuer.country), 'is no country'],
    ['/issuer/name', full(issuer.name), missing],
    ['/issuedAt', !Number.isNaN(Date.parse(issuedAt)), 'is no moment'],
    ['/outcomes', outcomes.length > 0, 'names no learning outcome'],
    ['/mobility/workloadHours', mobility.workloadHours > 0, 'is not more than zero'],
    ['/eqfLevel', level, 'is neither a level from 1 to 8 nor null, which says: not applicable'],
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
    ['/hosting/name', full(snapshot.hosting.name), missing],
    ['/framework/id', full(framework.id), missing],
    ['/framework/version', full(framework.version), missing],
    ['/framework/hash', isHash(framework.hash), 'is no SHA-256'],
    ['/framework/attribution', inBoth(framework.attribution), twice],
    ['/agreement/version', agreement.version >= 1, missing],
    ['/agreement/hash', isHash(agreement.hash), 'is no SHA-256'],
    ['/agreement/signedOn', isDay(agreement.signedOn), 'is no date'],
  ])
}

function dates({ issuedAt, mobility, agreement }: CertificateSnapshot, now: Date): SnapshotFault[] {
  const day = issuedAt.slice(0, 10)
  return broken([
    ['/issuedAt', Date.parse(issuedAt) <= now.getTime(), 'is in the future'],
    ['/issuedAt', day >= mobility.endsOn, 'is before the end of the mobility'],
    ['/mobility/endsOn', mobility.startsOn <= mobility.endsOn, 'is before the start of the mobility'],
    ['/agreement/signedOn', agreement.signedOn <= day, 'is after the certificate'],
  ])
}

function outcomeFaults(snapshot: CertificateSnapshot, outcome: CertifiedOutcome, index: number) {
  const { target, baseline, level, result, assessor, assessedOn, decidedOn } = outcome
  const { levels } = snapshot.framework
  const assessed = result !== 'not-assessed'
  const known = (one: number | null) =>
    one === null || levels.length === 0 || levels.some(({ level }) => level === one)
  const reached = level !== null && target !== null && level >= target
  const improved = (level ?? 0) > (baseline ?? 0)
  const day = snapshot.issuedAt.slice(0, 10)
  const rules: Rule[] = [
    ['competence', full(outcome.competence), missing],
    ['title', inBoth(outcome.title), twice],
    ['kind', outcome.kind === 'planned' || outcome.kind === 'additional', missing],
    [
      'level',
      [baseline, target, level].every(known),
      'is no level of the framework, or baseline or target is none',
    ],
    [
      'result',
      target === null || !assessed || (result === 'reached') === reached,
      'does not follow from level and target',
    ],
    [
      'improved',
      baseline === null || outcome.improved === improved,
      'does not follow from level and baseline',
    ],
    ['methods', !assessed || outcome.methods.some(full), missing],
    ['evidenceKinds', !assessed || outcome.evidenceKinds.length > 0, missing],
    ['assessedOn', !assessed || (assessedOn !== null && isDay(assessedOn)), missing],
    ['assessor', !assessed || (inBoth(assessor?.role) && full(assessor?.organisation)), missing],
    ['validator', inBoth(outcome.validator.role) && full(outcome.validator.organisation), missing],
    ['decidedOn', isDay(decidedOn) && decidedOn <= day, 'is no date, or after the certificate'],
    ['decidedOn', assessedOn === null || assessedOn <= decidedOn, 'is before the assessment'],
  ]
  return broken(rules.map(([field, ...rest]) => [`/outcomes/${index}/${field}`, ...rest]))
}
