import { X509Certificate } from 'node:crypto'
import type { Certificate, CertificateFile } from '../../certificates/store.ts'
import { isInForce } from './electronic-seal.ts'
import { sealOn } from './sealed-pdf.ts'

/** A seal that was not to be had is had within a day, in milliseconds; one that waits longer was given up by nobody. */
const WAITS_AT_MOST = 86_400_000

/** What is wrong with the seal of a certificate: with the sealed paper, or with there being none. */
export function sealFaults(
  certificate: Certificate,
  files: CertificateFile[],
  now: Date,
): { what: string; detail: string }[] {
  const fault = (detail: string) => [{ what: 'seal', detail }]
  const sealed = files.find((file) => file.form === 'sealed.pdf')
  if (certificate.seal !== 'sealed') {
    if (sealed) return fault(`is on a paper, and the register says: ${certificate.seal}`)
    const since = certificate.issuedAt ?? certificate.createdAt
    const waits = certificate.seal === 'pending' && certificate.revokedAt === null
    return waits && now.getTime() - since.getTime() > WAITS_AT_MOST
      ? fault(`is waited for since ${since.toISOString()}`)
      : []
  }
  if (!sealed) return fault('is in the register, and there is no sealed paper')
  const pdf = files.find((file) => file.form === 'pdf')
  const bytes = Buffer.from(sealed.bytes)
  const by = new X509Certificate(Buffer.from(certificate.sealCertificate ?? '', 'base64'))
  return [
    ...(pdf && bytes.subarray(0, pdf.bytes.length).equals(pdf.bytes)
      ? []
      : fault('is on another paper than the one that was drawn')),
    ...(sealOn(bytes, by) === 'holds' ? [] : fault('does not hold by the certificate registered')),
    ...(isInForce(by, certificate.sealedAt ?? now)
      ? []
      : fault('was made with a certificate that was not in force')),
  ]
}
