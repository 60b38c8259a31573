import type { z } from 'zod'
import type { CertificateSnapshot } from '../../certification/certificates/snapshot.ts'
import type { Verdict } from './check-document.ts'
import { checkSentences } from './check-words.ts'
import { discloseSnapshot } from './disclosure.ts'
import type { VerificationView } from './schemas.ts'
import { type CheckName, resultsOf } from './verification.ts'
import type { Language } from './words.ts'

/** The sentence for what a check found. */
export function sentenceOf(check: CheckName, finding: string, language: Language): string {
  return (checkSentences[check] as Record<string, Record<Language, string>>)[finding]![language]
}

/** The answer to a stranger as JSON. */
export function viewVerdict(
  { status, found, certificate }: Verdict,
  language: Language,
  now: Date,
): z.infer<typeof VerificationView> {
  const checks = resultsOf(found).map(({ check, finding, result }) => ({
    check,
    result,
    finding,
    sentence: sentenceOf(check, finding, language),
  }))
  const answer = { status, checkedAt: now.toISOString(), checks }
  if (!certificate) return answer
  const snapshot = JSON.parse(certificate.snapshot) as CertificateSnapshot
  return {
    ...answer,
    ...(certificate.revokedAt && {
      revokedAt: certificate.revokedAt.toISOString(),
      revocationReason: certificate.revocationReason ?? '',
    }),
    level: certificate.level,
    certificate: discloseSnapshot(snapshot, certificate.level, language),
  }
}
