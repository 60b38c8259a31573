import type { Services } from '../../context.ts'
import { sha256 } from '../../platform/hash.ts'
import { inLanguages } from '../../platform/words/multilingual.ts'
import { didOf } from '../documents/credentials/did.ts'
import { toOpenBadge } from '../documents/credentials/open-badge.ts'
import { signAsJwt, signWithProof } from './sign-credential.ts'
import { type Attachment, type CertificateSnapshot, canonicalSnapshot, keptLanguages } from './snapshot.ts'
import type { Certificate, CertificateFile, Form } from './store.ts'
import { say } from './words.ts'

/** The credential that is signed: a pure function of the snapshot, its place in a status list and our address. */
export function credentialOf(
  publicUrl: string,
  { statusList, statusIndex }: Pick<Certificate, 'statusList' | 'statusIndex'>,
  snapshot: CertificateSnapshot,
) {
  const status = { listUrl: `${publicUrl}/v1/status-lists/${statusList}`, index: statusIndex }
  return toOpenBadge(snapshot, { issuerDid: didOf(publicUrl), publicUrl, status })
}

/** The address under which the certificate was issued; the service may have moved since. */
export const issuedUnder = ({ verification }: CertificateSnapshot) =>
  verification.url.replace(/\/verify\/[^/]*$/, '')

/** What lies inside the paper: the signed credential and what was signed. */
export function attachmentsOf(jwt: string, snapshot: CertificateSnapshot): Attachment[] {
  const described = (key: 'attachment-credential' | 'attachment-snapshot') =>
    inLanguages(keptLanguages(snapshot), say(key))
  return [
    {
      name: 'credential.jwt',
      type: 'application/vc+jwt',
      bytes: Buffer.from(jwt),
      description: described('attachment-credential'),
    },
    {
      name: 'snapshot.json',
      type: 'application/json',
      bytes: Buffer.from(canonicalSnapshot(snapshot)),
      description: described('attachment-snapshot'),
    },
  ]
}

/** All documents of a certificate: the credential in both signed forms, and the paper with the credential in it. */
export async function makeDocuments(
  services: Pick<Services, 'signer' | 'draw' | 'hashForProof' | 'publicUrl'>,
  certificate: Pick<Certificate, 'statusList' | 'statusIndex'>,
  snapshot: CertificateSnapshot,
): Promise<CertificateFile[]> {
  const credential = credentialOf(services.publicUrl, certificate, snapshot)
  const [jwt, pdf] = await makePaper(services, credential, snapshot)
  return [jwt, await makeBadge(services, credential, snapshot.issuedAt), pdf]
}

/** The credential as JWT, and the paper that holds it. */
export async function makePaper(
  services: Pick<Services, 'signer' | 'draw' | 'publicUrl'>,
  credential: ReturnType<typeof credentialOf>,
  snapshot: CertificateSnapshot,
): Promise<[jwt: CertificateFile, pdf: CertificateFile]> {
  const jwt = await signAsJwt(services, credential)
  const pdf = await services.draw(snapshot, attachmentsOf(jwt, snapshot))
  return [file('jwt', 'application/vc+jwt', Buffer.from(jwt)), file('pdf', 'application/pdf', pdf)]
}

/** The credential with a data-integrity proof of the time `created`. */
export async function makeBadge(
  services: Pick<Services, 'signer' | 'hashForProof' | 'publicUrl'>,
  credential: ReturnType<typeof credentialOf>,
  created: string,
): Promise<CertificateFile> {
  const badge = await signWithProof(services, credential, created)
  return file('ob3.json', 'application/vc+ld+json', Buffer.from(badge))
}

function file(form: Form, mediaType: string, bytes: Uint8Array): CertificateFile {
  return { form, mediaType, sha256: sha256(bytes), bytes }
}
