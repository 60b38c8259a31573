import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { sealStates } from '../../db/schema/certification/certificates.ts'
import { recognitionForms } from '../../db/schema/mobility/recognised-as.ts'
import { SoughtProjectCode } from '../../mobility/mobilities/project-code.ts'
import { StayFact } from '../../mobility/stays/schemas.ts'
import { shortText } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { spoken } from '../../platform/words/language.ts'
import { byTag } from '../../platform/words/multilingual.ts'
import { unsealed } from '../documents/credentials/edc/edc.ts'
import { sealedBy } from '../documents/seal/electronic-seal.ts'
import {
  type Act,
  certificateStatuses,
  nothingBeside,
  revocationReasons,
  type Standing,
  statusOfCertificate,
} from './certificate.ts'
import type { Certificate, CertificateWithRequest } from './store.ts'
import { say } from './words.ts'

export const NewCertificate = z
  .strictObject({
    recognitionId: z.uuid(),
    languages: z
      .array(z.enum(byTag(spoken)))
      .min(1)
      .max(2)
      .refine((languages) => new Set(languages).size === languages.length, asMessage(say('languages-twice')))
      .default(['lv', 'en'])
      .describe('what the paper speaks; both stand side by side'),
  })
  .meta({ id: 'NewCertificate', examples: [{ recognitionId: '01993c7e-0000-7000-8000-000000000005' }] })

const Reason = z.enum(revocationReasons)
const Value = z.union([z.string(), z.int(), z.array(z.string()), z.array(StayFact), z.null()])

export const NewRevocation = z
  .strictObject({ reason: Reason })
  .meta({ id: 'NewRevocation', examples: [{ reason: 'wrong-data' }] })

export const actDecisions = ['in-full', 'in-part', 'not-recognised'] as const

export const RecognisedAsWire = z.strictObject({
  kind: z.enum(recognitionForms),
  reference: shortText(300).describe('which module, how many credits, which supplement'),
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
    status: z.enum(certificateStatuses),
    verificationUrl: z.url(),
    snapshotSha256: z.string(),
    issuedAt: z.iso.datetime(),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .describe('the last second of its validity; null: it does not expire'),
    revokedAt: z.iso.datetime().nullable(),
    revocationReason: Reason.nullable(),
    revocationRequest: z
      .object({ reason: Reason, requestedBy: z.uuid(), requestedAt: z.iso.datetime() })
      .nullable()
      .describe('asked for by one person, waiting for another; the certificate is valid meanwhile'),
    correctionProposal: z
      .object({
        reason: z.string(),
        fields: z.array(z.object({ field: z.string(), wrong: Value, right: Value })),
        proposedBy: z.uuid(),
        proposedAt: z.iso.datetime(),
      })
      .nullable()
      .describe(
        'proposed by one person, waiting for another; once confirmed, a new certificate takes its place',
      ),
    underAppeal: z.boolean().describe('true while an appeal or complaint about it is open'),
    supersedes: z.uuid().nullable().describe('the certificate whose place it took'),
    supersededBy: z.uuid().nullable().describe('the certificate that took its place'),
    recognition: ActView.nullable().describe(
      'what the sending organisation recognised: a record beside the certificate, which it never changes',
    ),
    seal: z
      .object({
        state: z
          .enum(sealStates)
          .describe('pending: the PDF will be sealed, and is not yet; it counts as unsealed until then'),
        sealedAt: z.iso.datetime().nullable(),
        by: z
          .object({ name: z.string(), identifier: z.string().nullable() })
          .nullable()
          .describe('whom the certificate of the seal names'),
      })
      .meta({
        description: "the organisation's electronic seal (PAdES) on the PDF",
        examples: [
          {
            state: 'sealed',
            sealedAt: '2026-11-21T14:00:00.000Z',
            by: { name: 'Parauga tehnikums', identifier: 'VATLV-40000000000' },
          },
        ],
      }),
    europass: z
      .enum(['sealed', unsealed])
      .describe('what the form edc.jsonld is; only a sealed one is a European Digital Credential already'),
    documents: z.record(z.string(), z.string()).describe('where each form lies'),
  })
  .meta({ id: 'Certificate' })

const Naming = z
  .enum(['number', 'person'])
  .default('number')
  .describe("what files are called: the certificate's number, or the learner's name too")

export const DownloadQuery = z.strictObject({ names: Naming })

export const PaperQuery = DownloadQuery.extend({
  layout: z
    .enum(['whole', 'summary'])
    .default('whole')
    .describe(
      'summary: page one alone, with the same attachments and without a seal; made at the first download, and byte for byte the same at every other',
    ),
})

/** Which certificates come together in one download. */
const cohort = {
  projectCode: SoughtProjectCode.optional().describe('all valid certificates of this project'),
  projectId: z.uuid().optional().describe('all valid certificates of this project of yours'),
  cohortId: z.uuid().optional().describe('all valid certificates of this cohort'),
  ids: z
    .string()
    .max(200 * 40)
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).max(200))
    .optional()
    .describe('at most 200 ids of certificates, with commas between them'),
}

type Named = { [K in 'projectCode' | 'projectId' | 'cohortId']?: string | undefined }
type Asked = Named & { ids?: string[] | undefined }

const oneOf = ({ projectCode, projectId, cohortId, ids }: Asked) =>
  [projectCode, projectId, cohortId, ids].filter((given) => given !== undefined).length === 1

/** Which of the ways to say it was taken; one was. */
export function cohortAsked({ projectCode, projectId, cohortId, ids = [] }: Asked) {
  if (projectCode !== undefined) return { projectCode }
  if (projectId !== undefined) return { projectId }
  return cohortId === undefined ? { ids } : { cohortId }
}
const oneOfFault = { message: asMessage(say('one-of-both')), path: ['projectCode'] }

export const CohortQuery = z
  .strictObject({ ...cohort, form: z.enum(['pdf', 'jwt', 'ob3.json']).default('pdf'), names: Naming })
  .refine(oneOf, oneOfFault)

export const PrintQuery = z.strictObject(cohort).refine(oneOf, oneOfFault)

/** The forms a certificate can be downloaded in, as they end its address. */
export const downloads = ['json', 'pdf', 'jwt', 'ob3.json', 'edc.jsonld'] as const

export function viewCertificate(
  row: CertificateWithRequest,
  publicUrl: string,
  isSealed: boolean,
  standing: Standing = nothingBeside,
): z.infer<typeof CertificateView> {
  return {
    id: row.id,
    number: row.number,
    recognitionId: row.recognitionId,
    status: statusOfCertificate(row),
    verificationUrl: `${publicUrl}/verify/${row.code}`,
    snapshotSha256: row.snapshotSha256,
    issuedAt: (row.issuedAt ?? row.createdAt).toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revocationReason: row.revocationReason as z.infer<typeof Reason> | null,
    revocationRequest: row.request && {
      reason: row.request.reason as z.infer<typeof Reason>,
      requestedBy: row.request.requestedBy,
      requestedAt: row.request.requestedAt.toISOString(),
    },
    correctionProposal: row.correction && {
      reason: row.correction.reason,
      fields: row.correction.fields,
      proposedBy: row.correction.proposedBy,
      proposedAt: row.correction.proposedAt.toISOString(),
    },
    underAppeal: standing.underAppeal,
    supersedes: row.supersedes,
    supersededBy: standing.supersededBy,
    recognition: standing.act ? viewAct(standing.act) : null,
    seal: viewSeal(row),
    europass: isSealed ? 'sealed' : unsealed,
    documents: Object.fromEntries(downloads.map((form) => [form, `/v1/certificates/${row.id}.${form}`])),
  }
}

function viewSeal(row: Certificate): z.infer<typeof CertificateView>['seal'] {
  const { sealedAt, sealCertificate } = row
  if (sealedAt === null || sealCertificate === null) {
    // One that is revoked is not sealed any more.
    return { state: row.revokedAt ? 'none' : row.seal, sealedAt: null, by: null }
  }
  const certificate = new X509Certificate(Buffer.from(sealCertificate, 'base64'))
  return { state: 'sealed', sealedAt: sealedAt.toISOString(), by: sealedBy(certificate) }
}
