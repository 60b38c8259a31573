import type { z } from 'zod'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Verdict } from './check-document.ts'
import { certifiedBy, discloseSnapshot } from './disclosure.ts'
import type { VerificationView } from './schemas.ts'
import { type CheckFound, type CheckName, type findings, resultsOf } from './verification.ts'
import { say } from './words.ts'

/** The sentence for what a check found. */
export function sentenceOf({ check, finding }: CheckFound): Sentence {
  return say(`found-${check}-${finding}` as FindingKey)
}

type FindingKey = {
  [Check in CheckName]: `found-${Check}-${keyof (typeof findings)[Check] & string}`
}[CheckName]

/** The answer to a stranger as JSON. */
export function viewVerdict(
  { status, found, certificate }: Verdict,
  language: Language,
  now: Date,
): z.infer<typeof VerificationView> {
  const checks = resultsOf(found).map((told) => ({ ...told, sentence: sentenceOf(told)(language) }))
  const answer = { status, checkedAt: now.toISOString(), checks }
  if (!certificate) return answer
  return {
    ...answer,
    ...(certificate.revokedAt && {
      revokedAt: certificate.revokedAt.toISOString(),
      revocationReason: certificate.revocationReason ?? '',
    }),
    level: certificate.level,
    certificate: discloseSnapshot(certifiedBy(certificate), certificate.level, language),
  }
}
