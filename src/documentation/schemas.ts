import { z } from 'zod'
import { Name } from '../organisations/schemas.ts'
import type { DeclarationRow, EvidenceWithOutcomes } from './store.ts'

export const EvidenceFields = z.strictObject({
  title: Name,
  kind: z.enum(['file', 'statement', 'test-result', 'observation']).default('file'),
  producedOn: z.iso.date().describe('the day the work was done or the observation made'),
  competences: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((code) => code.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().max(20)).min(1).max(60))
    .describe('codes of the outcomes it speaks for, separated by commas'),
})

export const EvidenceView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['file', 'link', 'statement', 'test-result', 'observation']),
    title: z.string(),
    producedOn: z.iso.date(),
    sha256: z.string().nullable(),
    mediaType: z.string().nullable(),
    size: z.int().nullable(),
    competences: z.array(z.string()),
    submittedBy: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Evidence' })

export const NewAttestation = z.strictObject({ statement: z.string().trim().min(1).max(2000) }).meta({
  id: 'NewAttestation',
  examples: [{ statement: 'The learner did this work with us between 7 September and 2 October 2026.' }],
})

export const DeclarationView = z
  .object({
    kind: z.enum(['authorship', 'attestation']),
    name: z.string(),
    statement: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Declaration' })

export function viewEvidence({ row, competences }: EvidenceWithOutcomes): z.infer<typeof EvidenceView> {
  const { id, kind, title, producedOn, sha256, mediaType, size, submittedBy, createdAt } = row
  return {
    id,
    kind,
    title,
    producedOn,
    sha256,
    mediaType,
    size,
    competences,
    submittedBy,
    createdAt: createdAt.toISOString(),
  }
}

export function viewDeclaration(row: DeclarationRow): z.infer<typeof DeclarationView> {
  return { kind: row.kind, name: row.name, statement: row.statement, at: row.at.toISOString() }
}
