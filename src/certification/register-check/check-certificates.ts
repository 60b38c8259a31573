import canonicalize from 'canonicalize'
import type { Services } from '../../context.ts'
import { sha256 } from '../../platform/hash.ts'
import { explainError } from '../../platform/logging.ts'
import { countsSince } from '../../platform/signing/key.ts'
import type { HolderOf } from '../../platform/signing/signer.ts'
import { FileDamaged } from '../../platform/storage/storage.ts'
import { reference } from '../../platform/words/language.ts'
import { attachmentsOf, credentialOf, issuedUnder } from '../certificates/make-documents.ts'
import { type CertificateSnapshot, canonicalSnapshot } from '../certificates/snapshot.ts'
import { snapshotFaults } from '../certificates/snapshot-faults.ts'
import type * as store from '../certificates/store.ts'
import { checkProof, type JsonLd, proofOf } from '../documents/credentials/data-integrity.ts'
import { rightfulHolder, thumbprintOf } from '../documents/credentials/key-id.ts'
import { readStatusList } from '../documents/credentials/status-list.ts'
import { credentialIn } from '../documents/credentials/vc-jwt.ts'
import { drawPaper } from '../documents/draw-paper.ts'
import { drawing } from '../documents/pdf/drawing.ts'
import { sealFaults } from '../documents/seal/seal-faults.ts'
import { statusListPublisher } from '../status-lists/publish-status-list.ts'
import * as checks from './store.ts'
import { say } from './words.ts'

/** Of a certificate, or of a kept file, which has no certificate of its own. */
export type CertificateFault = { certificateId: string | null; number: string; what: string; detail: string }
type Fault = { what: string; detail: string }

/** Whoever runs the service reads what is found in English. */
const w = say.in(reference)

/** So many at a time are in memory, however many there are. */
const AT_A_TIME = 20
/** An intent is finished within a minute; one that is this old, in milliseconds, was not. */
const INTENT_LEFT_AFTER = 3_600_000

/**
 * Looks at every certificate anew, as issued and as it would be made today: elements, hashes, signatures, the paper drawn
 * again, the case behind it and the public status; and at every file of evidence. Hands on every fault, and returns how
 * many certificates it saw.
 */
export async function checkCertificates(
  services: Services,
  onFault: (fault: CertificateFault) => void,
): Promise<number> {
  const publish = statusListPublisher(services)
  let checked = 0
  for (let after: string | null = null; ; ) {
    const rows: checks.CertificateToCheck[] = await checks.listToCheck(services.db.owner, after, AT_A_TIME)
    for (const row of rows) {
      for (const fault of await faultsOf(services, publish, row)) {
        onFault({ certificateId: row.certificate.id, number: row.certificate.number, ...fault })
      }
      checked += 1
    }
    if (rows.length < AT_A_TIME) break
    after = rows.at(-1)!.certificate.id
  }
  await checkEvidence(services, onFault)
  return checked
}

async function checkEvidence(
  { db, storage }: Services,
  onFault: (fault: CertificateFault) => void,
): Promise<void> {
  for (let after = ''; ; ) {
    const files = await checks.listFilesToCheck(db.owner, after, AT_A_TIME)
    for (const sha256 of files) {
      const detail = await storage.open(sha256).then(
        (bytes) => void bytes.destroy(),
        (error: unknown) => (error instanceof FileDamaged ? w(`file-${error.fault}`) : explainError(error)),
      )
      if (detail) onFault({ certificateId: null, number: sha256, what: 'evidence', detail })
    }
    if (files.length < AT_A_TIME) return
    after = files.at(-1)!
  }
}

async function faultsOf(
  services: Services,
  publish: ReturnType<typeof statusListPublisher>,
  row: checks.CertificateToCheck,
): Promise<Fault[]> {
  const { certificate } = row
  if (certificate.status === 'intended') return intentFaults(certificate, services.now())
  try {
    const snapshot = JSON.parse(certificate.snapshot) as CertificateSnapshot
    const kept = await checks.listAllFiles(services.db.owner, certificate.id)
    const files = newestOf(kept)
    return [
      ...contentFaults(certificate, snapshot),
      ...registerFaults(row),
      ...fileFaults(kept),
      ...(await signatureFaults(services, certificate, snapshot, files)),
      ...(await paperFaults(services, certificate, snapshot, files)),
      ...sealFaults(certificate, files, services.now()),
      ...(await statusFaults(publish, certificate, services.now())),
    ]
  } catch (error) {
    return [{ what: 'unreadable', detail: explainError(error) }]
  }
}

function intentFaults({ createdAt }: store.Certificate, now: Date): Fault[] {
  if (now.getTime() - createdAt.getTime() < INTENT_LEFT_AFTER) return []
  return [{ what: 'intent', detail: w('intent') }]
}

function contentFaults(certificate: store.Certificate, snapshot: CertificateSnapshot): Fault[] {
  const { id, number, code } = certificate
  const faults = snapshotFaults(snapshot, certificate.issuedAt ?? certificate.createdAt).map(
    ({ pointer, detail }) => ({ what: 'elements', detail: `${pointer} ${detail(reference)}` }),
  )
  if (canonicalSnapshot(snapshot) !== certificate.snapshot) {
    faults.push({ what: 'snapshot', detail: w('not-canonical') })
  }
  if (sha256(certificate.snapshot) !== certificate.snapshotSha256) {
    faults.push({ what: 'snapshot', detail: w('not-its-hash') })
  }
  const same = snapshot.id === id && snapshot.number === number && snapshot.verification.code === code
  if (!same || snapshot.issuedAt !== certificate.issuedAt?.toISOString()) {
    faults.push({ what: 'snapshot', detail: w('differs-from-register') })
  }
  return faults
}

function registerFaults({ certificate, stage, issues, confirmedBy }: checks.CertificateToCheck): Fault[] {
  const faults: Fault[] = []
  // An appeal or a correction leaves a case closed as it was: the certificate issued for it moves nothing.
  const stands =
    (certificate.appealId ?? certificate.supersedes)
      ? stage === 'certified' || stage === 'refused'
      : stage === 'certified' && issues > 0
  if (!stands) {
    faults.push({ what: 'case', detail: w('case', { stage, issues }) })
  }
  const { revokedAt, revokedBy, revocationReason } = certificate
  const revoked = [revokedAt, revokedBy, revocationReason].filter((fact) => fact !== null).length
  if (revoked !== 0 && revoked !== 3) {
    faults.push({ what: 'revocation', detail: w('revocation-lacks') })
  }
  if (revokedAt && revocationReason !== 'superseded' && confirmedBy !== revokedBy) {
    faults.push({ what: 'revocation', detail: w('revocation-by-two') })
  }
  return faults
}

const forms = ['pdf', 'jwt', 'ob3.json'] as const

/** What is handed out: what was superseded when a form was signed anew is only held against its hash. */
const newestOf = (files: (store.CertificateFile & { version: number })[]) =>
  files.filter(({ form, version }) => files.every((file) => file.form !== form || file.version <= version))

function fileFaults(files: store.CertificateFile[]): Fault[] {
  const missing = forms.filter((form) => !files.some((file) => file.form === form))
  const altered = files.filter((file) => sha256(file.bytes) !== file.sha256)
  return [
    ...missing.map((form) => ({ what: form, detail: w('missing') })),
    ...altered.map(({ form }) => ({ what: form, detail: w('not-its-hash') })),
  ]
}

const textOf = (files: store.CertificateFile[], form: store.Form) => {
  const file = files.find((kept) => kept.form === form)
  return file && Buffer.from(file.bytes).toString('utf8')
}

async function signatureFaults(
  { signer, hashForProof }: Services,
  certificate: store.Certificate,
  snapshot: CertificateSnapshot,
  files: store.CertificateFile[],
): Promise<Fault[]> {
  const faults: Fault[] = []
  const credential = credentialOf(issuedUnder(snapshot), certificate, snapshot)
  const expected = canonicalize(credential)
  const holderOf = (kid: string) => rightfulHolder(kid, credential.issuer.id, certificate.organisationId)
  const jwt = textOf(files, 'jwt')
  if (jwt) {
    const { signature: found, key } = await signer.verifyCredential(jwt, holderOf)
    const signature = key && !countsSince(key, certificate.issuedAt) ? 'compromised-key' : found
    if (signature !== 'valid') faults.push({ what: 'jwt', detail: w('signature', { signature }) })
    const payload = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (canonicalize(credentialIn(payload)) !== expected) faults.push({ what: 'jwt', detail: w('says-else') })
  }
  const badge = textOf(files, 'ob3.json')
  if (badge) {
    const { proof: _, ...unsigned } = JSON.parse(badge) as JsonLd
    if (canonicalize(unsigned) !== expected) faults.push({ what: 'ob3.json', detail: w('says-else') })
    if (!(await proofHolds({ signer, hashForProof }, JSON.parse(badge), holderOf, certificate.issuedAt))) {
      faults.push({ what: 'ob3.json', detail: w('proof') })
    }
  }
  return faults
}

async function proofHolds(
  { signer, hashForProof }: Pick<Services, 'signer' | 'hashForProof'>,
  badge: JsonLd,
  holderOf: HolderOf,
  issuedAt: Date | null,
): Promise<boolean> {
  const method = proofOf(badge)?.verificationMethod ?? ''
  const holder = holderOf(method)
  const kid = thumbprintOf(method)
  const key = holder === undefined || !kid ? null : await signer.find(holder, kid, 'proof')
  return key !== null && countsSince(key, issuedAt) && (await checkProof(badge, key.jwk, hashForProof))
}

/** A paper that another release drew otherwise has its hash to show; nothing is drawn for comparison. */
async function paperFaults(
  services: Services,
  certificate: store.Certificate,
  snapshot: CertificateSnapshot,
  files: store.CertificateFile[],
): Promise<Fault[]> {
  const pdf = files.find((file) => file.form === 'pdf')
  const jwt = textOf(files, 'jwt')
  const badge = textOf(files, 'ob3.json')
  if (!pdf || !jwt || !badge || certificate.drawing !== drawing) return []
  const drawn = await drawPaper(services, snapshot, attachmentsOf({ jwt, 'ob3.json': badge }, snapshot))
  return Buffer.compare(drawn, pdf.bytes) === 0 ? [] : [{ what: 'pdf', detail: w('drawn-other') }]
}

async function statusFaults(
  publish: ReturnType<typeof statusListPublisher>,
  { statusList, statusIndex, revokedAt, issuerDid }: store.Certificate,
  now: Date,
): Promise<Fault[]> {
  const { body } = await publish(statusList, 'proof', issuerDid ? 'organisation' : 'service')
  const list = readStatusList(JSON.parse(body), now)
  if (list.isStale) return [{ what: 'status', detail: w('status-stale') }]
  const listed = list.isRevoked(statusIndex)
  return listed === (revokedAt !== null)
    ? []
    : [{ what: 'status', detail: w('status', { listed: listed ? 'revoked' : 'other' }) }]
}
