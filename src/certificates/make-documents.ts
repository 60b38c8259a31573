import type { Services } from '../context.ts'
import { didOf } from './credentials/did.ts'
import { toOpenBadge } from './credentials/open-badge.ts'
import { signAsJwt, signWithProof } from './sign-credential.ts'
import { type CertificateSnapshot, canonicalSnapshot, sha256 } from './snapshot.ts'
import type { Certificate, CertificateFile, Form } from './store.ts'

/** All documents of a certificate: the credential in both signed forms, and the paper with the credential in it. */
export async function makeDocuments(
  services: Pick<Services, 'signer' | 'draw' | 'publicUrl'>,
  certificate: Pick<Certificate, 'statusList' | 'statusIndex'>,
  snapshot: CertificateSnapshot,
): Promise<CertificateFile[]> {
  const { publicUrl } = services
  const issuerDid = didOf(publicUrl)
  const listUrl = `${publicUrl}/v1/status-lists/${certificate.statusList}`
  const credential = toOpenBadge(snapshot, {
    issuerDid,
    publicUrl,
    status: { listUrl, index: certificate.statusIndex },
  })
  const jwt = await signAsJwt(services, credential)
  const badge = await signWithProof(services, credential, snapshot.issuedAt)
  const attachments = [
    {
      name: 'credential.jwt',
      type: 'application/vc+jwt',
      bytes: Buffer.from(jwt),
      description: 'Verifiable credential',
    },
    {
      name: 'snapshot.json',
      type: 'application/json',
      bytes: Buffer.from(canonicalSnapshot(snapshot)),
      description: 'Content of the certificate',
    },
  ]
  const pdf = await services.draw(snapshot, attachments)
  return [
    file('jwt', 'application/vc+jwt', Buffer.from(jwt)),
    file('ob3.json', 'application/vc+ld+json', Buffer.from(badge)),
    file('pdf', 'application/pdf', pdf),
  ]
}

function file(form: Form, mediaType: string, bytes: Uint8Array): CertificateFile {
  return { form, mediaType, sha256: sha256(bytes), bytes }
}
