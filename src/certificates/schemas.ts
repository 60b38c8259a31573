import { z } from 'zod'
import { revocationReasons } from './certificate.ts'
import type { Certificate } from './store.ts'

export const NewCertificate = z
  .strictObject({
    recognitionId: z.uuid(),
    languages: z
      .array(z.enum(['lv', 'en']))
      .min(1)
      .max(2)
      .refine((languages) => new Set(languages).size === languages.length, 'names a language twice')
      .default(['lv', 'en'])
      .describe('what the paper speaks; both stand side by side'),
  })
  .meta({ id: 'NewCertificate', examples: [{ recognitionId: '01993c7e-0000-7000-8000-000000000005' }] })

export const NewRevocation = z
  .strictObject({ reason: z.enum(revocationReasons) })
  .meta({ id: 'NewRevocation', examples: [{ reason: 'wrong-data' }] })

export const CertificateView = z
  .object({
    id: z.uuid(),
    number: z.string(),
    recognitionId: z.uuid(),
    status: z.enum(['valid', 'revoked']),
    verificationUrl: z.url(),
    snapshotSha256: z.string(),
    issuedAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    revocationReason: z.enum(revocationReasons).nullable(),
    documents: z.record(z.string(), z.string()).describe('where each form lies'),
  })
  .meta({ id: 'Certificate' })

/** The forms a certificate can be downloaded in, as they end its address. */
export const downloads = ['json', 'pdf', 'jwt', 'ob3.json'] as const

export function viewCertificate(row: Certificate, publicUrl: string): z.infer<typeof CertificateView> {
  return {
    id: row.id,
    number: row.number,
    recognitionId: row.recognitionId,
    status: row.revokedAt ? 'revoked' : 'valid',
    verificationUrl: `${publicUrl}/verify/${row.code}`,
    snapshotSha256: row.snapshotSha256,
    issuedAt: (row.issuedAt ?? row.createdAt).toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revocationReason: row.revocationReason as z.infer<typeof CertificateView>['revocationReason'],
    documents: Object.fromEntries(downloads.map((form) => [form, `/v1/certificates/${row.id}.${form}`])),
  }
}
