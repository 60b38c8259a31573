import type { CertificateSnapshot } from '../certificates/snapshot.ts'

export type CheckName = 'format' | 'signature' | 'issuer' | 'registered' | 'bytes' | 'status'
export type CheckResult = 'pass' | 'fail' | 'warning' | 'not-checked'
export type Checks = Record<CheckName, CheckResult>
export type Status = 'valid' | 'revoked' | 'unknown' | 'altered'

/** Nothing has been looked at: what was not checked is never shown as passed. */
export const unchecked: Checks = {
  format: 'not-checked',
  signature: 'not-checked',
  issuer: 'not-checked',
  registered: 'not-checked',
  bytes: 'not-checked',
  status: 'not-checked',
}

/** The one word for it all. A document that is not as issued is altered, whatever else holds; unknown is not revoked. */
export function statusOf(checks: Checks): Status {
  if (checks.signature === 'fail' || checks.bytes === 'fail')
    return checks.registered === 'pass' ? 'altered' : 'unknown'
  if (checks.format === 'fail' || checks.issuer === 'fail' || checks.registered !== 'pass') return 'unknown'
  return checks.status === 'fail' ? 'revoked' : 'valid'
}

/** What a stranger is told. */
export function discloseSnapshot(snapshot: CertificateSnapshot, language: 'lv' | 'en') {
  return {
    number: snapshot.number,
    issuedAt: snapshot.issuedAt,
    issuer: snapshot.issuer.name,
    learner: `${snapshot.learner.givenName} ${snapshot.learner.familyName}`,
    sendingOrganisation: snapshot.sending.name,
    hostingOrganisation: snapshot.hosting.name,
    startsOn: snapshot.mobility.startsOn,
    endsOn: snapshot.mobility.endsOn,
    framework: snapshot.framework.title[language],
    outcomes: snapshot.outcomes.map((one) => ({
      competence: one.competence,
      title: one.title[language],
      kind: one.kind,
      target: one.target,
      level: one.level,
      result: one.result,
    })),
    notice: snapshot.notice[language],
  }
}
