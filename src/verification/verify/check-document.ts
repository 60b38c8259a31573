import { checkProof, type JsonLd, proofOf } from '../../certification/documents/credentials/data-integrity.ts'
import { didOf } from '../../certification/documents/credentials/did.ts'
import { rightfulHolder, thumbprintOf } from '../../certification/documents/credentials/key-id.ts'
import { credentialIn } from '../../certification/documents/credentials/vc-jwt.ts'
import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { digestSecret } from '../../platform/auth/secrets.ts'
import type { PublishedKey } from '../../platform/signing/key.ts'
import { asRegistered, keyStandingOf, trusted } from './check-keys.ts'
import { checkSeal, sealFinding } from './check-seal.ts'
import { asExported, compareBytes, compareContent, hashInRegister } from './compare-document.ts'
import { asIssued } from './issued-credential.ts'
import { type Json, payloadOf, type ReadDocument, readDocument, readObject } from './read-document.ts'
import {
  findByCode,
  findByShare,
  findRegistered,
  type PublicCertificate,
  type RegisteredCertificate,
} from './store.ts'
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

async function checkEntry(services: Services, certificate: PublicCertificate | undefined): Promise<Verdict> {
  if (!certificate) return absent
  const { standing } = await keyStandingOf(services, certificate)
  const found: Findings = {
    ...unchecked,
    issuer: standing === 'trusted' ? 'registered' : standing,
    status: statusFinding(certificate),
    dates: datesOfCertificate(services, certificate),
    registered: certificate.isUntouched ? 'found' : 'different',
    seal: sealFinding(certificate),
  }
  return verdict(found, certificate)
}

/** Checks a PDF, a JWT, an Open Badge, a snapshot or a European Digital Credential against our keys and our register. No key in it is ever used. */
export async function checkDocument(services: Services, bytes: Buffer): Promise<Verdict> {
  const document = readDocument(bytes)
  if (!document) return verdict({ ...unchecked, format: 'unreadable', bytes: 'different' }, null)
  const content = contentOf(document)
  const digest = hashInRegister(document, bytes)
  const registered = await registeredAs(services, document, content, digest)
  const { key, ...signed } = await checkSignature(services, document, content, registered)
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
    found.registered = compareWithRegister(document, digest, content, registered)
    if (document.form === 'export') found.dates = datesOfCertificate(services, registered.certificate)
    found.bytes = compareBytes(document, digest, found.registered, registered)
    found.seal = checkSeal(document, bytes, registered)
  }
  const keys = registered ? await keyStandingOf(services, registered.certificate) : trusted
  return verdict(asRegistered(found, document, key, keys), registered?.certificate ?? null)
}

function compareWithRegister(
  document: ReadDocument,
  digest: string,
  content: Json | null,
  registered: RegisteredCertificate,
): 'same' | 'different' {
  if (!registered.certificate.isUntouched) return 'different'
  return document.form === 'export'
    ? asExported(digest, registered)
    : compareContent(document, content, registered)
}

function contentOf(document: ReadDocument): Json | null {
  if (document.form === 'badge') return document.credential
  if (document.form === 'export') return { id: document.id }
  if (document.form === 'snapshot') return readObject(document.snapshot)
  const claims = payloadOf(document.jws)
  return claims && credentialIn(claims)
}

async function registeredAs(
  services: Services,
  { form }: ReadDocument,
  content: Json | null,
  digest: string,
): Promise<RegisteredCertificate | null> {
  const named = typeof content?.id === 'string' ? content.id : ''
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(
    form === 'snapshot' ? named : named.replace(/^urn:uuid:/, ''),
  )?.[0]
  if (!uuid) return null
  return (await asStranger(services.db, (tx) => findRegistered(tx, uuid, digest))) ?? null
}

/** What the signature of a document comes to by itself, and the key that it names, where that is one of ours. */
type Signed = Pick<Findings, 'signature' | 'issuer'> & { key: PublishedKey | null }

async function checkSignature(
  services: Services,
  document: ReadDocument,
  content: Json | null,
  registered: RegisteredCertificate | null,
): Promise<Signed> {
  if (document.form === 'snapshot') return { signature: 'unsigned', issuer: 'not-checked', key: null }
  if (document.form === 'export') return { signature: 'not-checked', issuer: 'not-checked', key: null }
  if (document.form === 'badge') return checkBadge(services, document.credential, registered)
  if (!content) return { signature: 'broken', issuer: 'not-checked', key: null }
  const { signature, key } = await services.signer.verifyCredential(document.jws, (kid) =>
    rightfulHolder(kid, issuerIn(content), registered?.certificate.organisationId ?? null),
  )
  if (signature === 'unknown-key') return { signature: 'not-checked', issuer: 'foreign-key', key }
  if (signature === 'malformed') return { signature: 'broken', issuer: 'not-checked', key }
  return { signature: signature === 'valid' ? 'holds' : 'broken', issuer: 'own-key', key }
}

/** Putting a stranger's document into its canonical form is dear: done only for what is registered and has our shape. */
async function checkBadge(
  services: Services,
  credential: Json,
  registered: RegisteredCertificate | null,
): Promise<Signed> {
  const document = credential as JsonLd
  if (document.proof === undefined) return { signature: 'unsigned', issuer: 'not-checked', key: null }
  const key = await proofKey(services, document, registered)
  if (!key) return { signature: 'not-checked', issuer: 'foreign-key', key: null }
  if (!registered || !asIssued(credential)) return { signature: 'not-checked', issuer: 'own-key', key }
  const holds = await checkProof(document, key.jwk, services.hashForProof)
  return { signature: holds ? 'holds' : 'broken', issuer: 'own-key', key }
}

/** The key that is to have made the proof of a badge; null where it names none that may have. */
async function proofKey(
  { signer, publicUrl }: Services,
  document: JsonLd,
  registered: RegisteredCertificate | null,
): Promise<PublishedKey | null> {
  const method = proofOf(document)?.verificationMethod
  if (typeof method !== 'string') return null
  const holder = rightfulHolder(method, issuerIn(document), registered?.certificate.organisationId ?? null)
  if (holder === undefined || issuerIn(document) !== didOf(publicUrl, holder)) return null
  return signer.find(holder, thumbprintOf(method) ?? '', 'proof')
}

/** The DID of the issuer that a credential names; '' where it names none. */
function issuerIn({ issuer }: Json): string {
  const named = typeof issuer === 'object' && issuer !== null && 'id' in issuer ? issuer.id : issuer
  return typeof named === 'string' ? named : ''
}

/** The snapshot has no schema but the one that is kept; a credential has ours. */
function schemaFinding(
  { form }: ReadDocument,
  content: Json | null,
  registered: RegisteredCertificate | null,
): Findings['schema'] {
  if (form === 'export') return 'not-checked'
  const fits =
    form === 'snapshot'
      ? registered?.certificate.isUntouched === true &&
        sameKeys(content, registered.certificate.certified.content)
      : asIssued(content) !== null
  return fits ? 'fits' : 'does-not-fit'
}

const sameKeys = (given: Json | null, kept: object) => keysOf(given) === keysOf(kept)

const keysOf = (json: object | null) =>
  Object.keys(json ?? {})
    .sort()
    .join()

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

function datesOfCertificate(services: Services, certificate: PublicCertificate): Findings['dates'] {
  if (!certificate.isUntouched) return 'not-checked'
  const { issuedAt, expiresAt } = certificate.certified.content
  return checkDates(issuedAt, expiresAt, services.now())
}

function verdict(found: Findings, certificate: PublicCertificate | null): Verdict {
  const isTold = certificate?.isUntouched && mayDisclose(found)
  return { status: verdictStatus(found), found, certificate: isTold ? certificate : null }
}
