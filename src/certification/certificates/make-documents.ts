import type { Services } from '../../context.ts'
import { sha256 } from '../../platform/hash.ts'
import { inLanguages } from '../../platform/words/multilingual.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { didOf } from '../documents/credentials/did.ts'
import { toOpenBadge } from '../documents/credentials/open-badge.ts'
import { statusListUrl } from '../documents/credentials/status-list.ts'
import { drawPaper } from '../documents/draw-paper.ts'
import { signAsJwt, signWithProof } from './sign-credential.ts'
import { type Attachment, type CertificateSnapshot, canonicalSnapshot, keptLanguages } from './snapshot.ts'
import type { Certificate, CertificateFile, Form } from './store.ts'
import { say } from './words.ts'

/** The forms of a certificate that carry a signature of their own, and what each is as text. */
export type SignedForm = 'jwt' | 'ob3.json'
export type Signed = Record<SignedForm, string>

const mediaTypes: Record<SignedForm, string> = {
  jwt: 'application/vc+jwt',
  'ob3.json': 'application/vc+ld+json',
}

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

/** What lies inside the paper: the credential in both signed forms, and what was signed. */
export function attachmentsOf(signed: Signed, snapshot: CertificateSnapshot): Attachment[] {
  const attached = (name: string, type: string, text: string, said: Sentence): Attachment => ({
    name,
    type,
    bytes: Buffer.from(text),
    description: inLanguages(keptLanguages(snapshot), said),
  })
  return [
    attached('credential.jwt', mediaTypes.jwt, signed.jwt, say('attachment-credential')),
    attached('badge.json', mediaTypes['ob3.json'], signed['ob3.json'], say('attachment-badge')),
    attached('snapshot.json', 'application/json', canonicalSnapshot(snapshot), say('attachment-snapshot')),
  ]
}

/** All documents of a certificate: the credential in both signed forms, and the paper with both in it. */
export async function makeDocuments(
  services: Pick<Services, 'db' | 'signer' | 'draw' | 'hashForProof' | 'publicUrl'>,
  certificate: Place,
  snapshot: CertificateSnapshot,
): Promise<CertificateFile[]> {
  const credential = credentialOf(services.publicUrl, certificate, snapshot)
  const signed = {
    jwt: await signAsJwt(services, credential),
    'ob3.json': await signWithProof(services, credential, snapshot.issuedAt),
  }
  return [
    signedFile('jwt', signed),
    signedFile('ob3.json', signed),
    await makePaper(services, signed, snapshot),
  ]
}

/** One of the signed forms as a file. */
export const signedFile = (form: SignedForm, signed: Signed): CertificateFile =>
  file(form, mediaTypes[form], Buffer.from(signed[form]))

/** The paper that holds both signed forms. */
export async function makePaper(
  services: Pick<Services, 'db' | 'draw'>,
  signed: Signed,
  snapshot: CertificateSnapshot,
): Promise<CertificateFile> {
  return file('pdf', 'application/pdf', await drawPaper(services, snapshot, attachmentsOf(signed, snapshot)))
}

function file(form: Form, mediaType: string, bytes: Uint8Array): CertificateFile {
  return { form, mediaType, sha256: sha256(bytes), bytes }
}
