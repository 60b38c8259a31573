import { identitySaid } from '../../certification/documents/issuer-said.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { discloseSnapshot } from './disclosure.ts'
import { VerifiedCertificate } from './schemas.ts'
import type { Verdict } from './verdict.ts'
import {
  type CheckFound,
  type CheckName,
  type findings,
  foundAs,
  resultsOf,
  type VerdictKind,
} from './verification.ts'
import { say } from './words.ts'

/** The sentence for what a check found. */
export function sentenceOf({ check, finding }: CheckFound): Sentence {
  return say(`found-${check}-${finding}` as FindingKey)
}

/** The sentence that says what a check came to, and what to do. */
export const meaningOf = (kind: VerdictKind): Sentence => say(`kind-${kind}-meaning`)

type FindingKey = {
  [Check in CheckName]: `found-${Check}-${keyof (typeof findings)[Check] & string}`
}[CheckName]

/**
 * The answer to a stranger as JSON, which fits `VerificationView`. `codes`: where a code is known of, and the address of the
 * certificate that took its place is told.
 */
export function writeVerdict(
  verdict: Verdict,
  language: Language,
  now: Date,
  codes: { publicUrl: string } | null,
): Buffer {
  const start = Buffer.from(`{"status":"${verdict.status}","checkedAt":"${now.toISOString()}"`)
  return Buffer.concat([start, endOf(verdict, language, codes)])
}

const ends = new WeakMap<Verdict, Map<string, Buffer>>()

/** All but the moment, which for one verdict is the same in each language. */
function endOf(verdict: Verdict, language: Language, codes: { publicUrl: string } | null): Buffer {
  const written = ends.get(verdict) ?? new Map<string, Buffer>()
  ends.set(verdict, written)
  const name = `${language} ${codes?.publicUrl ?? ''}`
  const end = written.get(name) ?? Buffer.from(writeEnd(verdict, language, codes))
  written.set(name, end)
  return end
}

function writeEnd(verdict: Verdict, language: Language, codes: { publicUrl: string } | null): string {
  const { certificate, by, files } = verdict
  const said = by || files ? `,${JSON.stringify({ issuedBy: by, files }).slice(1, -1)}` : ''
  const checks = writeChecks(verdict, language)
  if (!certificate) return `${said},${checks}}`
  const { level, revokedAt, revocationReason, issuerConfirmed, certified } = certificate
  const revoked = revokedAt
    ? `,"revokedAt":"${revokedAt.toISOString()}","revocationReason":${JSON.stringify(revocationReason ?? '')}`
    : ''
  const { by: who = '', on = '' } = issuerConfirmed ?? {}
  const told = certified.worded(`json ${level} ${language} ${who} ${on}`, () =>
    writeCertificate(certificate, language),
  )
  return `${said}${revoked}${writePlaces(certificate, codes)},${checks},${told}}`
}

/** What comes of what is certified, of how much of it is told, and of who confirms the issuer by now. */
function writeCertificate(
  { level, issuerConfirmed: confirmed, certified }: NonNullable<Verdict['certificate']>,
  language: Language,
): string {
  const issuer = { confirmed, sentence: identitySaid(confirmed)?.(language) }
  const shown = VerifiedCertificate.parse(discloseSnapshot(certified.content, level, language))
  return JSON.stringify({ issuer, level, certificate: shown }).slice(1, -1)
}

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
function writeChecks({ kind, found }: Verdict, language: Language): string {
  const name = `${language} ${kind} ${foundAs(found)}`
  const before = written.get(name)
  if (before !== undefined) return before
  const sentence = meaningOf(kind)(language)
  const checks = resultsOf(found).map((told) => ({ ...told, sentence: sentenceOf(told)(language) }))
  const text = JSON.stringify({ kind, sentence, checks }).slice(1, -1)
  written.set(name, text)
  return text
}
