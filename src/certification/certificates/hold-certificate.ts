import type { Tx } from '../../db/client.ts'
import { notFound } from '../../errors.ts'
import { findAwaited } from '../corrections/store.ts'
import { type HeldCertificate, heldCertificate } from './certificate.ts'
import { type CertificateWithRequest, lockCertificate } from './store.ts'

/** For `act`: holds an issued certificate, with what of it waits for a second person. */
export const issuedCertificate =
  (id: string) =>
  async (tx: Tx): Promise<HeldCertificate & { certificate: CertificateWithRequest }> => {
    const row = await lockCertificate(tx, id)
    if (row.status !== 'issued') throw notFound('certificate')
    const certificate = { ...row, ...(await findAwaited(tx, id)) }
    return { ...heldCertificate(certificate), certificate }
  }
