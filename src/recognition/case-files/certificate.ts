import type { Language } from '../../platform/http/language.ts'
import { words as appealWords } from '../appeals/words.ts'
import { dayTime, type Item, nameOf } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export function decisionItem(
  one: CaseRecord['decisions'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const result = appealWords[language].result[one.result]
  const superseded = record.decisions.some((other) => other.supersedes === one.id)
  return {
    heading: `${one.competence}: ${result}, ${w.level} ${one.level ?? '–'}${superseded ? ` (${w.superseded})` : ''}`,
    lines: [
      `${w.validator}: ${nameOf(record, one.validatorId)}, ${dayTime(one.decidedAt)}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}

export function certificateItem(
  { certificate, files, requests }: CaseRecord['certificates'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const { revokedAt, revocationReason } = certificate
  return {
    heading: `${certificate.number}: ${revokedAt ? `${w.revoked} (${revocationReason}), ${dayTime(revokedAt)}` : w.valid}`,
    lines: [
      `${w.issuer}: ${nameOf(record, certificate.issuerId)}, ${dayTime(certificate.issuedAt)}`,
      `${w.content}: SHA-256 ${certificate.snapshotSha256}`,
      ...files.map((file) => `${file.form}: SHA-256 ${file.sha256}`),
      ...requests.flatMap((one) => [
        `${w.revocationAsked}: ${nameOf(record, one.requestedBy)}, ${dayTime(one.requestedAt)} (${one.reason})`,
        ...(one.outcome
          ? [`${w.revocation[one.outcome]}: ${nameOf(record, one.decidedBy)}, ${dayTime(one.decidedAt)}`]
          : []),
      ]),
    ],
  }
}

export function actItem(one: CaseRecord['acts'][number], language: Language): Item {
  const w = words[language]
  return {
    heading: `${w.recognised[one.decision]}, ${one.decidedOn}`,
    lines: [
      ...one.recognisedAs.map(({ kind, reference }) => `${w.recognisedAs[kind]}: ${reference}`),
      `${w.legalBasis}: ${one.legalBasis}`,
      `${one.memberName}; ${w.content}: SHA-256 ${one.snapshotSha256}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}
