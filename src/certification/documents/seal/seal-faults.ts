import { X509Certificate } from 'node:crypto'
import { reference } from '../../../platform/words/language.ts'
import type { Certificate, CertificateFile } from '../../certificates/store.ts'
import { isCertificateInForce } from './electronic-seal.ts'
import { sealOn } from './sealed-pdf.ts'
import { say } from './words.ts'

/** Whoever runs the service reads what is found in English. */
const w = say.in(reference)

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
    if (sealed) return fault(w('on-paper-only', { seal: certificate.seal }))
    const since = certificate.issuedAt ?? certificate.createdAt
    const waits = certificate.seal === 'pending' && certificate.revokedAt === null
    return waits && now.getTime() - since.getTime() > WAITS_AT_MOST
      ? fault(w('waited-for', { since: since.toISOString() }))
      : []
  }
  if (!sealed) return fault(w('not-on-paper'))
  const pdf = files.find((file) => file.form === 'pdf')
  const bytes = Buffer.from(sealed.bytes)
  const by = new X509Certificate(
    Buffer.from(sealed.sealCertificate ?? certificate.sealCertificate ?? '', 'base64'),
  )
  return [
    ...(pdf && bytes.subarray(0, pdf.bytes.length).equals(pdf.bytes) ? [] : fault(w('on-other-paper'))),
    ...(sealOn(bytes, by) === 'holds' ? [] : fault(w('does-not-hold'))),
    ...(isCertificateInForce(by, certificate.sealedAt ?? now) ? [] : fault(w('not-in-force'))),
  ]
}
