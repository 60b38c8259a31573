import type { Language } from '../../platform/words/language.ts'
import { say as sayOfAppeals } from '../appeals/words.ts'
import { dayTime, type FileItem, memberName } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

export function decisionItem(
  decision: CaseRecord['decisions'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const result = sayOfAppeals(`result-${decision.result}`)(language)
  const superseded = record.decisions.some(({ supersedes }) => supersedes === decision.id)
  const level = w('level', { level: decision.level ?? '–' })
  return {
    heading: `${decision.competence}: ${result}, ${level}${superseded ? ` (${w('superseded')})` : ''}`,
    lines: [
      w('validator', {
        name: memberName(record, decision.validatorId),
        moment: dayTime(decision.decidedAt),
      }),
      ...(decision.reason ? [decision.reason] : []),
    ],
  }
}

export function certificateItem(
  { certificate, files, requests, corrections }: CaseRecord['certificates'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const { number, revokedAt, revocationReason, issuerId, issuedAt, snapshotSha256 } = certificate
  const revoked = { certificate: number, reason: revocationReason ?? '–', moment: dayTime(revokedAt) }
  return {
    heading: revokedAt ? w('certificate-revoked', revoked) : w('certificate-valid', { certificate: number }),
    lines: [
      w('issuer', { name: memberName(record, issuerId), moment: dayTime(issuedAt) }),
      w('content', { hash: snapshotSha256 }),
      ...files.map((file) => `${file.form}: SHA-256 ${file.sha256}`),
      ...requests.flatMap(({ requestedBy, requestedAt, reason, outcome, decidedBy, decidedAt }) => [
        w('revocation-asked', {
          name: memberName(record, requestedBy),
          moment: dayTime(requestedAt),
          reason,
        }),
        ...(outcome
          ? [w(`revocation-${outcome}`, { name: memberName(record, decidedBy), moment: dayTime(decidedAt) })]
          : []),
      ]),
      ...corrections.flatMap((correction) => correctionLines(correction, record, language)),
    ],
  }
}

/** Who proposed what to be put right, why, and what became of it. */
function correctionLines(
  {
    proposedBy,
    proposedAt,
    reason,
    fields,
    outcome,
    decidedBy,
    decidedAt,
  }: CaseRecord['certificates'][number]['corrections'][number],
  record: CaseRecord,
  language: Language,
): string[] {
  const w = say.in(language)
  return [
    w('correction-proposed', {
      name: memberName(record, proposedBy),
      moment: dayTime(proposedAt),
      reason,
    }),
    ...fields.map(({ field, wrong, right }) => `${field}: ${wrong ?? '–'} → ${right ?? '–'}`),
    ...(outcome
      ? [w(`correction-${outcome}`, { name: memberName(record, decidedBy), moment: dayTime(decidedAt) })]
      : []),
  ]
}

export function actItem(act: CaseRecord['acts'][number], _: CaseRecord, language: Language): FileItem {
  const w = say.in(language)
  return {
    heading: w(`recognised-${act.decision}`, { day: act.decidedOn }),
    lines: [
      ...act.recognisedAs.map(({ kind, reference }) => w(`as-${kind}`, { reference })),
      w('legal-basis', { basis: act.legalBasis }),
      `${act.memberName}; ${w('content', { hash: act.snapshotSha256 })}`,
      ...(act.reason ? [act.reason] : []),
    ],
  }
}
