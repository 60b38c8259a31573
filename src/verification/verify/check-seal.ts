import { X509Certificate } from 'node:crypto'
import { sealOn } from '../../certification/documents/seal/sealed-pdf.ts'
import { sha256 } from '../../platform/hash.ts'
import type { PublicCertificate } from './certified.ts'
import type { ReadDocument } from './read-document.ts'
import type { RegisteredCertificate } from './store.ts'
import type { Findings } from './verification.ts'

/** What the register says of a seal where there is no sealed file to look at. */
export function sealFinding({
  seal,
  revokedAt,
}: Pick<PublicCertificate, 'seal' | 'revokedAt'>): Findings['seal'] {
  if (seal === 'sealed') return 'not-checked'
  return revokedAt ? 'none' : seal
}

/** Checks the seal of a PDF by the certificate that is registered for it; those in the document are not read. */
export function checkSeal(
  { form }: ReadDocument,
  bytes: Buffer,
  { certificate, documents, sealCertificate }: RegisteredCertificate,
): Findings['seal'] {
  if (form !== 'pdf' || certificate.seal !== 'sealed' || sealCertificate === null)
    return sealFinding(certificate)
  const given = sha256(bytes)
  const kept = documents.find(({ sha256 }) => sha256 === given)
  if (kept?.form === 'pdf') return 'before-seal'
  const by = kept?.sealCertificate ?? sealCertificate
  const found = sealOn(bytes, new X509Certificate(Buffer.from(by, 'base64')))
  return found === 'absent' ? 'not-checked' : found
}
