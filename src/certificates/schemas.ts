import { z } from 'zod'
import { certificateStatuses, revocationReasons, statusOfCertificate } from './certificate.ts'
import { unsealed } from './credentials/edc.ts'
import type { CertificateWithRequest } from './store.ts'

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

const Reason = z.enum(revocationReasons)

export const NewRevocation = z
  .strictObject({ reason: Reason })
  .meta({ id: 'NewRevocation', examples: [{ reason: 'wrong-data' }] })

export const CertificateView = z
  .object({
    id: z.uuid(),
    number: z.string(),
    recognitionId: z.uuid(),
    status: z.enum(certificateStatuses),
    verificationUrl: z.url(),
    snapshotSha256: z.string(),
    issuedAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    revocationReason: Reason.nullable(),
    revocationRequest: z
      .object({ reason: Reason, requestedBy: z.uuid(), requestedAt: z.iso.datetime() })
      .nullable()
      .describe('asked for by one person, waiting for another; the certificate is valid meanwhile'),
    europass: z
      .enum(['sealed', unsealed.en])
      .describe('what the form edc.jsonld is; only a sealed one is a European Digital Credential already'),
    documents: z.record(z.string(), z.string()).describe('where each form lies'),
  })
  .meta({ id: 'Certificate' })

const Naming = z
  .enum(['number', 'person'])
  .default('number')
  .describe("what files are called: the certificate's number, or the learner's name too")

export const DownloadQuery = z.strictObject({ names: Naming })

/** Which certificates come together in one download. */
export const CohortQuery = z
  .strictObject({
    projectCode: z.string().min(1).max(60).optional().describe('all valid certificates of this project'),
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.uuid()).max(200))
      .optional()
      .describe('at most 200 ids of certificates, with commas between them'),
    form: z.enum(['pdf', 'jwt', 'ob3.json']).default('pdf'),
    names: Naming,
  })
  .refine(({ projectCode, ids }) => (projectCode === undefined) !== (ids === undefined), {
    message: 'takes projectCode or ids, and not both',
    path: ['projectCode'],
  })

/** The forms a certificate can be downloaded in, as they end its address. */
export const downloads = ['json', 'pdf', 'jwt', 'ob3.json', 'edc.jsonld'] as const

export function viewCertificate(
  row: CertificateWithRequest,
  publicUrl: string,
  isSealed: boolean,
): z.infer<typeof CertificateView> {
  return {
    id: row.id,
    number: row.number,
    recognitionId: row.recognitionId,
    status: statusOfCertificate(row),
    verificationUrl: `${publicUrl}/verify/${row.code}`,
    snapshotSha256: row.snapshotSha256,
    issuedAt: (row.issuedAt ?? row.createdAt).toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revocationReason: row.revocationReason as z.infer<typeof Reason> | null,
    revocationRequest: row.request && {
      reason: row.request.reason as z.infer<typeof Reason>,
      requestedBy: row.request.requestedBy,
      requestedAt: row.request.requestedAt.toISOString(),
    },
    europass: isSealed ? 'sealed' : unsealed.en,
    documents: Object.fromEntries(downloads.map((form) => [form, `/v1/certificates/${row.id}.${form}`])),
  }
}
