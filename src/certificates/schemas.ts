import { z } from 'zod'
import { revocationReasons } from './certificate.ts'
import { type Act, type Certificate, nothingBeside, type Standing } from './store.ts'

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

export const actDecisions = ['in-full', 'in-part', 'not-recognised'] as const

export const RecognisedAsWire = z.strictObject({
  kind: z.enum(['module', 'credit', 'supplement', 'other']),
  reference: z.string().trim().min(1).max(300).describe('which module, how many credits, which supplement'),
})

export const ActView = z
  .object({
    id: z.uuid(),
    number: z.int().describe('counts the acts on this certificate; the highest stands'),
    decision: z.enum(actDecisions),
    recognisedAs: z.array(RecognisedAsWire),
    legalBasis: z.string(),
    reason: z.string().nullable(),
    decidedOn: z.iso.date(),
    person: z.object({ memberId: z.uuid(), name: z.string() }),
    certificateId: z.uuid(),
    snapshotSha256: z.string().describe('the content of the certificate as it was recognised'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'RecognitionAct' })

export function viewAct(row: Act): z.infer<typeof ActView> {
  const { id, number, decision, recognisedAs, legalBasis, reason, decidedOn, certificateId } = row
  return {
    id,
    number,
    decision,
    recognisedAs,
    legalBasis,
    reason,
    decidedOn,
    person: { memberId: row.memberId, name: row.memberName },
    certificateId,
    snapshotSha256: row.snapshotSha256,
    createdAt: row.createdAt.toISOString(),
  }
}

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
    underAppeal: z.boolean().describe('true while an appeal or complaint about it is open'),
    supersedes: z.uuid().nullable().describe('the certificate whose place it took'),
    supersededBy: z.uuid().nullable().describe('the certificate that took its place'),
    recognition: ActView.nullable().describe(
      'what the sending organisation recognised: a record beside the certificate, which it never changes',
    ),
    documents: z.record(z.string(), z.string()).describe('where each form lies'),
  })
  .meta({ id: 'Certificate' })

/** The forms a certificate can be downloaded in, as they end its address. */
export const downloads = ['json', 'pdf', 'jwt', 'ob3.json'] as const

export function viewCertificate(
  row: Certificate,
  publicUrl: string,
  standing: Standing = nothingBeside,
): z.infer<typeof CertificateView> {
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
    underAppeal: standing.underAppeal,
    supersedes: row.supersedes,
    supersededBy: standing.supersededBy,
    recognition: standing.act ? viewAct(standing.act) : null,
    documents: Object.fromEntries(downloads.map((form) => [form, `/v1/certificates/${row.id}.${form}`])),
  }
}
