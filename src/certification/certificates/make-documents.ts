import type { Services } from '../../context.ts'
import { sha256 } from '../../platform/hash.ts'
import { inLanguages } from '../../platform/words/multilingual.ts'
import { didOf } from '../documents/credentials/did.ts'
import { toOpenBadge } from '../documents/credentials/open-badge.ts'
import { statusListUrl } from '../documents/credentials/status-list.ts'
import { signAsJwt, signWithProof } from './sign-credential.ts'
import { type Attachment, type CertificateSnapshot, canonicalSnapshot, keptLanguages } from './snapshot.ts'
import type { Certificate, CertificateFile, Form } from './store.ts'
import { say } from './words.ts'

type Place = Pick<Certificate, 'statusList' | 'statusIndex' | 'issuerDid'>

/**
 * The credential that is signed: a pure function of the snapshot, its place in a status list, the DID of its issuer and
 * our address.
 */
export function credentialOf(publicUrl: string, certificate: Place, snapshot: CertificateSnapshot) {
  const { statusList, statusIndex, issuerDid: named } = certificate
  const issuerDid = named ?? didOf(publicUrl)
  const status = { listUrl: statusListUrl(publicUrl, statusList, issuerDid), index: statusIndex }
  return toOpenBadge(snapshot, { issuerDid, publicUrl, status })
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
  certificate: Place,
  snapshot: CertificateSnapshot,
): Promise<CertificateFile[]> {
  const credential = credentialOf(services.publicUrl, certificate, snapshot)
  const [jwt, pdf] = await makePaper(services, credential, snapshot)
  return [jwt, await makeBadge(services, credential, snapshot.issuedAt), pdf]
}

/** The credential as JWT, and the paper that holds it. */
export async function makePaper(
  services: Pick<Services, 'signer' | 'draw'>,
  credential: ReturnType<typeof credentialOf>,
  snapshot: CertificateSnapshot,
): Promise<[jwt: CertificateFile, pdf: CertificateFile]> {
  const jwt = await signAsJwt(services, credential)
  const pdf = await services.draw(snapshot, attachmentsOf(jwt, snapshot))
  return [file('jwt', 'application/vc+jwt', Buffer.from(jwt)), file('pdf', 'application/pdf', pdf)]
}

/** The credential with a data-integrity proof of the time `created`. */
export async function makeBadge(
  services: Pick<Services, 'signer' | 'hashForProof'>,
  credential: ReturnType<typeof credentialOf>,
  created: string,
): Promise<CertificateFile> {
  const badge = await signWithProof(services, credential, created)
  return file('ob3.json', 'application/vc+ld+json', Buffer.from(badge))
}

function file(form: Form, mediaType: string, bytes: Uint8Array): CertificateFile {
  return { form, mediaType, sha256: sha256(bytes), bytes }
}
