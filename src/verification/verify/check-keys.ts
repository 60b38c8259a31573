import { keyIdOf } from '../../certification/documents/credentials/key-id.ts'
import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { countsSince, type PublishedKey } from '../../platform/signing/key.ts'
import type { PublicCertificate } from './certified.ts'
import { canonical } from './compare-document.ts'
import { type ReadDocument, readObject } from './read-document.ts'
import { listSigned, type SignedDocument } from './store.ts'
import type { Findings } from './verification.ts'

/**
 * What the register says of a certificate whose keys may be known to others. `register-vouches`: one of them is, and the
 * certificate was registered before that. `unconfirmed`: it was registered after that, and not signed anew since.
 */
export type KeyStanding = 'trusted' | 'register-vouches' | 'unconfirmed'

/** The standing, and where anything was to be looked at, what of the certificate is signed. */
type Keys = { standing: KeyStanding; signed: SignedDocument[] }

export const trusted: Keys = { standing: 'trusted', signed: [] }

/** Clocks of several machines differ, in milliseconds; what was issued later than this was signed with a newer key. */
const AFTER_RETIREMENT = 86_400_000

/** One more question to the database, and only of what a compromised key of its issuer may have signed. */
export async function keyStandingOf(
  { db, signer }: Pick<Services, 'db' | 'signer'>,
  { id, issuedAt, organisationId }: Pick<PublicCertificate, 'id' | 'issuedAt' | 'organisationId'>,
): Promise<Keys> {
  await signer.refresh()
  const compromised = signer
    .compromised()
    .filter(({ purpose, holder }) => purpose !== 'token' && (holder === null || holder === organisationId))
  const mayHaveSigned = ({ retiredAt }: PublishedKey) =>
    !issuedAt || !retiredAt || issuedAt.getTime() <= retiredAt.getTime() + AFTER_RETIREMENT
  if (!compromised.some(mayHaveSigned)) return trusted
  const signed = await asStranger(db, (tx) => listSigned(tx, id))
  const newest = (['jwt', 'ob3.json'] as const).flatMap(
    (form) => signed.find((document) => document.form === form) ?? [],
  )
  const behind = compromised.filter(({ kid }) => newest.some(({ form, text }) => keyIdOf(form, text) === kid))
  if (behind.length === 0) return { standing: 'trusted', signed }
  const isBefore = behind.every((key) => countsSince(key, issuedAt))
  return { standing: isBefore ? 'register-vouches' : 'unconfirmed', signed }
}

/**
 * What was found, once the register has had its word: every form of a certificate comes to the same. A document under a
 * compromised key counts only where the register has the very same one.
 */
export function asRegistered(
  found: Findings,
  document: ReadDocument,
  key: PublishedKey | null,
  { standing, signed }: Keys,
): Findings {
  const isCompromised = key !== null && key.compromisedFrom !== null
  if (isCompromised && !isKept(found, document, signed))
    return { ...found, signature: 'not-checked', issuer: 'compromised-key' }
  if (found.issuer === 'foreign-key') return found
  if (standing !== 'trusted') return { ...found, issuer: standing }
  return isCompromised ? { ...found, issuer: 'register-vouches' } : found
}

/** A badge that was only written anew carries the very proof that is kept. */
function isKept({ bytes }: Findings, document: ReadDocument, signed: SignedDocument[]): boolean {
  if (bytes !== 'rewritten') return bytes !== 'different' && bytes !== 'no-document'
  if (document.form !== 'badge') return false
  const given = canonical(document.credential)
  return signed.some(({ form, text }) => form === 'ob3.json' && canonical(readObject(text)) === given)
}
