import { identitySaid } from '../../certification/documents/issuer-said.ts'
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

/**
 * The answer to a stranger as JSON text, which fits `VerificationView`. `codes`: where a code is known of, and the address
 * of the certificate that took its place is told.
 */
export function writeVerdict(
  { status, found, certificate }: Verdict,
  language: Language,
  now: Date,
  codes: { publicUrl: string } | null,
): string {
  const start = `{"status":"${status}","checkedAt":"${now.toISOString()}"`
  const checks = `"checks":${writeChecks(found, language)}`
  if (!certificate) return `${start},${checks}}`
  const { level, revokedAt, revocationReason, certified } = certificate
  const places = writePlaces(certificate, codes)
  const issuer = writeIssuer(certificate.issuerConfirmed, language)
  const revoked = revokedAt
    ? `,"revokedAt":"${revokedAt.toISOString()}","revocationReason":${JSON.stringify(revocationReason ?? '')}`
    : ''
  const told = certified.worded(`json ${level} ${language}`, () =>
    JSON.stringify(VerifiedCertificate.parse(discloseSnapshot(certified.content, level, language))),
  )
  return `${start}${revoked}${places}${issuer},${checks},"level":"${level}","certificate":${told}}`
}

const writeIssuer = (
  confirmed: NonNullable<Verdict['certificate']>['issuerConfirmed'],
  language: Language,
): string => `,"issuer":${JSON.stringify({ confirmed, sentence: identitySaid(confirmed)?.(language) })}`

/** Whose place it took, by number; and which took its own, with its address for who has the code. */
function writePlaces(
  { supersedes, supersededBy }: NonNullable<Verdict['certificate']>,
  codes: { publicUrl: string } | null,
): string {
  const by = supersededBy && {
    number: supersededBy.number,
    ...(codes && { url: `${codes.publicUrl}/verify/${supersededBy.code}` }),
  }
  return [
    supersedes ? `,"supersedes":${JSON.stringify({ number: supersedes })}` : '',
    by ? `,"supersededBy":${JSON.stringify(by)}` : '',
  ].join('')
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
