import { sha256 } from '../certificates/snapshot.ts'
import { findByCode, findByFileHash, findRegistered, type PublicCertificate } from '../certificates/store.ts'
import type { Services } from '../context.ts'
import { asStranger } from '../db/tenancy.ts'
import { credentialInPdf, isCompactJws, payloadOf } from './read-document.ts'
import { type Checks, type Status, statusOf, unchecked } from './verification.ts'

export type Verdict = { status: Status; checks: Checks; certificate: PublicCertificate | null }

type Registered = NonNullable<Awaited<ReturnType<typeof findRegistered>>>

/** What a verification code stands for. */
export async function checkCode(services: Services, code: string): Promise<Verdict> {
  const certificate = await asStranger(services.db, (tx) => findByCode(tx, code))
  if (!certificate) return verdict({ ...unchecked, registered: 'fail' }, null)
  return verdict({ ...unchecked, registered: 'pass', status: statusCheck(certificate) }, certificate)
}

/** Checks a credential as a compact JWS against our keys and our register; a key that it brings along is ignored. */
export async function checkJwt(services: Services, jws: string): Promise<Verdict> {
  if (!isCompactJws(jws)) return verdict({ ...unchecked, format: 'fail' }, null)
  const registered = await registeredAs(services, payloadOf(jws)?.id)
  const checks = await signatureChecks(services, jws, registered)
  return verdict(
    { ...checks, bytes: registered ? sameBytes(registered, 'jwt', sha256(jws)) : 'not-checked' },
    registered,
  )
}

/** Checks a PDF: its bytes against those that were issued, and the credential inside it. */
export async function checkPdf(services: Services, pdf: Buffer): Promise<Verdict> {
  const hash = sha256(pdf)
  const jws = credentialInPdf(pdf)
  if (!jws) {
    const known = await asStranger(services.db, (tx) => findByFileHash(tx, hash))
    return verdict({ ...unchecked, format: 'fail', bytes: known ? 'pass' : 'fail' }, null)
  }
  const registered = await registeredAs(services, payloadOf(jws)?.id)
  const checks = await signatureChecks(services, jws, registered)
  return verdict({ ...checks, bytes: registered ? sameBytes(registered, 'pdf', hash) : 'fail' }, registered)
}

async function registeredAs(services: Services, id: unknown): Promise<Registered | null> {
  const uuid = /^urn:uuid:([0-9a-f-]{36})$/.exec(typeof id === 'string' ? id : '')?.[1]
  if (!uuid) return null
  return (await asStranger(services.db, (tx) => findRegistered(tx, uuid))) ?? null
}

async function signatureChecks(
  services: Services,
  jws: string,
  registered: Registered | null,
): Promise<Checks> {
  const signed = await services.signer.verifyCredential(jws, registered?.certificate.issuedAt ?? null)
  return {
    format: 'pass',
    signature: signed === 'unknown-key' ? 'not-checked' : signed === 'valid' ? 'pass' : 'fail',
    issuer: signed === 'unknown-key' ? 'fail' : 'pass',
    registered: registered ? 'pass' : 'fail',
    bytes: 'not-checked',
    status: registered ? statusCheck(registered.certificate) : 'not-checked',
  }
}

const sameBytes = (registered: Registered, form: string, hash: string) =>
  registered.hashes[form] === hash ? ('pass' as const) : ('fail' as const)

const statusCheck = (certificate: PublicCertificate) =>
  certificate.revokedAt ? ('fail' as const) : ('pass' as const)

function verdict(checks: Checks, found: Registered | PublicCertificate | null): Verdict {
  const certificate = found && 'hashes' in found ? found.certificate : found
  return { status: statusOf(checks), checks, certificate }
}
