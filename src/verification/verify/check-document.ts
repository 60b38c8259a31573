import { checkProof, type JsonLd, proofOf } from '../../certification/documents/credentials/data-integrity.ts'
import { didOf } from '../../certification/documents/credentials/did.ts'
import { rightfulHolder, thumbprintOf } from '../../certification/documents/credentials/key-id.ts'
import { credentialIn } from '../../certification/documents/credentials/vc-jwt.ts'
import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import type { PublishedKey } from '../../platform/signing/key.ts'
import { foreignIssuer } from '../submissions/foreign-issuer.ts'
import { datesOfCertificate, datesSaid, statusFinding } from './check-code.ts'
import { asRegistered, keyStandingOf, trusted } from './check-keys.ts'
import { checkSeal, sealFinding } from './check-seal.ts'
import { asExported, compareBytes, compareContent, hashInRegister } from './compare-document.ts'
import { asIssued } from './issued-credential.ts'
import { type Json, payloadOf, type ReadDocument, readObject } from './read-document.ts'
import { findRegistered, listPapers, type RegisteredCertificate } from './store.ts'
import { strange, type Verdict, verdict } from './verdict.ts'
import { checkDates, type Findings, unchecked } from './verification.ts'

/** Checks a PDF, a JWT, an Open Badge, a snapshot or a European Digital Credential against our keys and our register. No key in it is ever used. */
export async function checkDocument(
  services: Services,
  document: ReadDocument,
  bytes: Buffer,
): Promise<Verdict> {
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
  if (!registered)
    return verdictOnStranger(services, document, asRegistered(found, document, key, trusted), content)
  const { certificate } = registered
  found.status = statusFinding(certificate)
  found.registered = compareWithRegister(document, digest, content, registered)
  if (document.form === 'export') found.dates = datesOfCertificate(services, certificate)
  found.dates = datesSaid(found.dates, certificate)
  found.bytes = compareBytes(document, digest, found.registered, registered)
  found.seal = checkSeal(document, bytes, registered)
  if (await isSavedAgain(services, document, bytes, found, registered))
    Object.assign(found, { bytes: 'rewritten', seal: sealFinding(certificate) })
  return verdict(asRegistered(found, document, key, await keyStandingOf(services, certificate)), certificate)
}

/** Of what we have not registered the form alone says nothing: it may be somebody else's, who is to be asked. */
function verdictOnStranger(
  { publicUrl }: Services,
  { form }: ReadDocument,
  found: Findings,
  content: Json | null,
): Verdict {
  const isOurForm = form === 'snapshot' || form === 'export'
  const by = isOurForm ? null : foreignIssuer(content, publicUrl)
  if (by) return strange(by)
  const saysNothing = !isOurForm && !asIssued(content) && issuerIn(content ?? {}) === ''
  return saysNothing ? { ...verdict(found, null), kind: 'unreadable' } : verdict(found, null)
}

/**
 * Whether a paper was touched in a way in which no program saves one: other bytes at the same length, or something behind
 * it that is no addition to a PDF.
 */
function isTouched(given: Buffer, paper: Uint8Array): boolean {
  if (given.length === paper.length) return true
  return given.subarray(0, paper.length).equals(paper) && !given.subarray(paper.length).includes('startxref')
}

/** A paper whose pages, credential and all else are those of a kept one, though its bytes are not. */
async function isSavedAgain(
  { db, readers }: Services,
  { form }: ReadDocument,
  bytes: Buffer,
  { registered: content, bytes: compared }: Findings,
  { certificate }: RegisteredCertificate,
): Promise<boolean> {
  if (form !== 'pdf' || compared !== 'different' || content !== 'same') return false
  const papers = await asStranger(db, (tx) => listPapers(tx, certificate.id))
  if (papers.some((paper) => isTouched(bytes, paper))) return false
  return (await readers.savedAgainFrom(bytes, papers)) >= 0
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

function datesOf(services: Services, content: Json | null): Findings['dates'] {
  const credential = asIssued(content)
  if (credential) return checkDates(credential.validFrom, credential.validUntil, services.now())
  const { issuedAt, expiresAt } = content ?? {}
  if (typeof issuedAt !== 'string') return 'not-checked'
  return checkDates(issuedAt, typeof expiresAt === 'string' ? expiresAt : undefined, services.now())
}
