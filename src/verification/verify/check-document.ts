import canonicalize from 'canonicalize'
import type { CertificateSnapshot } from '../../certification/certificates/snapshot.ts'
import { checkProof, type JsonLd, proofOf } from '../../certification/documents/credentials/data-integrity.ts'
import { didOf } from '../../certification/documents/credentials/did.ts'
import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { digestSecret } from '../../platform/auth/secrets.ts'
import { sha256 } from '../../platform/hash.ts'
import { countsSince } from '../../platform/signing/keys.ts'
import { checkSeal, sealFinding } from './check-seal.ts'
import { asIssued } from './issued-credential.ts'
import { type Json, payloadOf, type ReadDocument, readDocument, readObject } from './read-document.ts'
import { findByCode, findByShare, findRegistered, type PublicCertificate, readCredential } from './store.ts'
import {
  checkDates,
  type Findings,
  mayDisclose,
  type Status,
  unchecked,
  verdictStatus,
} from './verification.ts'

/** `certificate` is there only where what was shown proves that its holder has it. */
export type Verdict = { status: Status; found: Findings; certificate: PublicCertificate | null }

type Registered = NonNullable<Awaited<ReturnType<typeof findRegistered>>>

/** What a verification code stands for. */
export async function checkCode(services: Services, code: string): Promise<Verdict> {
  return checkEntry(services, await asStranger(services.db, (tx) => findByCode(tx, code)))
}

/** What the address of a share opens. */
export async function checkShare(services: Services, secret: string): Promise<Verdict> {
  const hash = digestSecret(secret)
  const now = services.now()
  return checkEntry(services, await asStranger(services.db, (tx) => findByShare(tx, hash, now)))
}

/** The answer for what is not in the register. */
export const absent: Verdict = verdict({ ...unchecked, registered: 'absent' }, null)

function checkEntry(services: Services, certificate: PublicCertificate | undefined): Verdict {
  if (!certificate) return absent
  const untouched = sha256(certificate.snapshot) === certificate.snapshotSha256
  const found: Findings = {
    ...unchecked,
    issuer: 'registered',
    status: statusFinding(certificate),
    dates: datesOfSnapshot(services, certificate.snapshot),
    registered: untouched ? 'found' : 'different',
    seal: sealFinding(certificate),
  }
  return verdict(found, certificate)
}

/** Checks a PDF, a JWT, an Open Badge, a snapshot or a European Digital Credential against our keys and our register. No key in it is ever used. */
export async function checkDocument(services: Services, bytes: Buffer): Promise<Verdict> {
  const document = readDocument(bytes)
  if (!document) return verdict({ ...unchecked, format: 'unreadable', bytes: 'different' }, null)
  const content = contentOf(document)
  const registered = await registeredAs(services, document, content)
  const signed = await checkSignature(services, document, content, registered)
  const found: Findings = {
    ...unchecked,
    ...signed,
    format: 'readable',
    schema: schemaFinding(document, content, registered),
    dates: datesOf(services, content),
    registered: 'absent',
    bytes: 'different',
  }
  if (registered) {
    found.status = statusFinding(registered.certificate)
    found.registered =
      document.form === 'export'
        ? asExported(bytes, registered)
        : await compareContent(services, document, content, registered)
    if (document.form === 'export') found.dates = datesOfSnapshot(services, registered.certificate.snapshot)
    found.bytes = compareBytes(document, bytes, found.registered, registered)
    found.seal = checkSeal(document, bytes, registered)
  }
  return verdict(found, registered?.certificate ?? null)
}

function contentOf(document: ReadDocument): Json | null {
  if (document.form === 'badge') return document.credential
  if (document.form === 'export') return { id: document.id }
  return document.form === 'snapshot' ? readObject(document.snapshot) : payloadOf(document.jws)
}

async function registeredAs(
  services: Services,
  { form }: ReadDocument,
  content: Json | null,
): Promise<Registered | null> {
  const named = typeof content?.id === 'string' ? content.id : ''
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(
    form === 'snapshot' ? named : named.replace(/^urn:uuid:/, ''),
  )?.[0]
  if (!uuid) return null
  return (await asStranger(services.db, (tx) => findRegistered(tx, uuid))) ?? null
}

async function checkSignature(
  services: Services,
  document: ReadDocument,
  content: Json | null,
  registered: Registered | null,
): Promise<Pick<Findings, 'signature' | 'issuer'>> {
  if (document.form === 'snapshot') return { signature: 'unsigned', issuer: 'not-checked' }
  if (document.form === 'export') return { signature: 'not-checked', issuer: 'not-checked' }
  if (document.form === 'badge') return checkBadge(services, document.credential, registered)
  if (!content) return { signature: 'broken', issuer: 'not-checked' }
  const signed = await services.signer.verifyCredential(
    document.jws,
    registered?.certificate.issuedAt ?? null,
  )
  if (signed === 'unknown-key') return { signature: 'not-checked', issuer: 'foreign-key' }
  if (signed === 'malformed') return { signature: 'broken', issuer: 'not-checked' }
  if (signed === 'compromised-key') return { signature: 'not-checked', issuer: 'compromised-key' }
  return { signature: signed === 'valid' ? 'holds' : 'broken', issuer: 'own-key' }
}

/** Putting a stranger's document into its canonical form is dear: done only for what is registered and has our shape. */
async function checkBadge(
  services: Services,
  credential: Json,
  registered: Registered | null,
): Promise<Pick<Findings, 'signature' | 'issuer'>> {
  const document = credential as JsonLd
  if (document.proof === undefined) return { signature: 'unsigned', issuer: 'not-checked' }
  const method = proofOf(document)?.verificationMethod
  const did = didOf(services.publicUrl)
  const key = services.signer
    .published()
    .find(({ purpose, kid }) => purpose === 'proof' && `${did}#${kid}` === method)
  if (!key) return { signature: 'not-checked', issuer: 'foreign-key' }
  if (!countsSince(key, registered?.certificate.issuedAt ?? null)) {
    return { signature: 'not-checked', issuer: 'compromised-key' }
  }
  if (!registered || !asIssued(credential)) return { signature: 'not-checked', issuer: 'own-key' }
  return { signature: (await checkProof(document, key.jwk)) ? 'holds' : 'broken', issuer: 'own-key' }
}

/** The snapshot has no schema but the one that is kept; a credential has ours. */
function schemaFinding(
  { form }: ReadDocument,
  content: Json | null,
  registered: Registered | null,
): Findings['schema'] {
  if (form === 'export') return 'not-checked'
  const fits =
    form === 'snapshot'
      ? registered !== null && sameKeys(content, readObject(registered.certificate.snapshot))
      : asIssued(content) !== null
  return fits ? 'fits' : 'does-not-fit'
}

const sameKeys = (given: Json | null, kept: Json | null) => keysOf(given) === keysOf(kept)

const keysOf = (json: Json | null) =>
  Object.keys(json ?? {})
    .sort()
    .join()

async function compareContent(
  services: Services,
  document: ReadDocument,
  content: Json | null,
  { certificate }: Registered,
): Promise<'same' | 'different'> {
  if ('snapshot' in document && document.snapshot !== null) {
    const given = canonical(readObject(document.snapshot))
    if (given === null || sha256(given) !== certificate.snapshotSha256) return 'different'
    if (document.form === 'snapshot') return 'same'
  }
  const issued = await asStranger(services.db, (tx) => readCredential(tx, certificate.id))
  const expected = canonical(withoutProof(readObject(issued ?? '')))
  return expected !== null && canonical(withoutProof(content)) === expected ? 'same' : 'different'
}

/** An export has a signature of its own at most, which is not ours: it holds when it is the one made, to the last byte. */
function asExported(bytes: Buffer, { hashes }: Registered): 'same' | 'different' {
  const given = sha256(bytes)
  return given === hashes['edc.jsonld'] || given === hashes['unsealed.edc.jsonld'] ? 'same' : 'different'
}

function withoutProof(credential: Json | null): Json | null {
  if (!credential) return null
  const { proof: _, ...content } = credential
  return content
}

/** RFC 8785; null for what is nested so deep that it cannot be written down. */
function canonical(value: Json | null): string | null {
  if (value === null) return null
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}

/** A page of a PDF can be changed behind its credential's back; text that says the same was only written anew. */
function compareBytes(
  document: ReadDocument,
  bytes: Buffer,
  content: Findings['registered'],
  { certificate, hashes }: Registered,
): Findings['bytes'] {
  if (document.form === 'export') return content === 'same' ? 'same' : 'different'
  const given = sha256(document.form === 'jwt' ? document.jws : bytes)
  if (document.form === 'pdf' && hashes['sealed.pdf'] !== undefined) {
    if (given === hashes['sealed.pdf']) return 'sealed'
    return given === hashes.pdf ? 'before-seal' : 'different'
  }
  const issued = {
    pdf: hashes.pdf,
    jwt: hashes.jwt,
    badge: hashes['ob3.json'],
    snapshot: certificate.snapshotSha256,
  }
  if (given === issued[document.form]) return 'same'
  return document.form !== 'pdf' && content === 'same' ? 'rewritten' : 'different'
}

function statusFinding({ revokedAt, underAppeal }: PublicCertificate): Findings['status'] {
  if (revokedAt) return 'revoked'
  return underAppeal ? 'under-appeal' : 'in-force'
}

function datesOf(services: Services, content: Json | null): Findings['dates'] {
  const credential = asIssued(content)
  if (credential) return checkDates(credential.validFrom, credential.validUntil, services.now())
  const { issuedAt, expiresAt } = content ?? {}
  if (typeof issuedAt !== 'string') return 'not-checked'
  return checkDates(issuedAt, typeof expiresAt === 'string' ? expiresAt : undefined, services.now())
}

function datesOfSnapshot(services: Services, snapshot: string): Findings['dates'] {
  const { issuedAt, expiresAt } = JSON.parse(snapshot) as CertificateSnapshot
  return checkDates(issuedAt, expiresAt, services.now())
}

function verdict(found: Findings, certificate: PublicCertificate | null): Verdict {
  return { status: verdictStatus(found), found, certificate: mayDisclose(found) ? certificate : null }
}
