import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Verdict } from './check-document.ts'
import { discloseSnapshot } from './disclosure.ts'
import { VerifiedCertificate } from './schemas.ts'
import {
  type CheckFound,
  type CheckName,
  type Findings,
  type findings,
  foundAs,
  resultsOf,
} from './verification.ts'
import { say } from './words.ts'

/** The sentence for what a check found. */
export function sentenceOf({ check, finding }: CheckFound): Sentence {
  return say(`found-${check}-${finding}` as FindingKey)
}

type FindingKey = {
  [Check in CheckName]: `found-${Check}-${keyof (typeof findings)[Check] & string}`
}[CheckName]

/** The answer to a stranger as JSON text, which fits `VerificationView`. */
export function writeVerdict({ status, found, certificate }: Verdict, language: Language, now: Date): string {
  const start = `{"status":"${status}","checkedAt":"${now.toISOString()}"`
  const checks = `"checks":${writeChecks(found, language)}`
  if (!certificate) return `${start},${checks}}`
  const { level, revokedAt, revocationReason, certified } = certificate
  const revoked = revokedAt
    ? `,"revokedAt":"${revokedAt.toISOString()}","revocationReason":${JSON.stringify(revocationReason ?? '')}`
    : ''
  const told = certified.worded(`json ${level} ${language}`, () =>
    JSON.stringify(VerifiedCertificate.parse(discloseSnapshot(certified.content, level, language))),
  )
  return `${start}${revoked},${checks},"level":"${level}","certificate":${told}}`
}

const written = new Map<string, string>()

/** What the checks came to is the same again and again; there is no more of it than they can find together. */
function writeChecks(found: Findings, language: Language): string {
  const name = `${language} ${foundAs(found)}`
  const before = written.get(name)
  if (before !== undefined) return before
  const text = JSON.stringify(
    resultsOf(found).map((told) => ({ ...told, sentence: sentenceOf(told)(language) })),
  )
  written.set(name, text)
  return text
}
