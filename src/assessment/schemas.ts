import { z } from 'zod'
import type { LevelStanding } from './level.ts'
import type { Assessment } from './store.ts'

const Judgement = z.strictObject({
  evidenceId: z.uuid(),
  valid: z.boolean().describe('covers the outcome in conditions close to real work'),
  authentic: z.boolean().describe("the learner's own work"),
  current: z.boolean().describe('recent enough; only evidence of the agreed dates can be'),
  sufficient: z.boolean().describe('enough to judge by'),
})

const MarkWire = z.strictObject({
  criterionId: z.string().min(1).max(60),
  mark: z.enum(['met', 'partly', 'not-met', 'not-observed']),
  evidenceIds: z.array(z.uuid()).max(100).default([]).describe('which pieces show it'),
  comment: z.string().trim().min(1).max(2000).nullable().default(null),
})

export const NewAssessment = z
  .strictObject({
    competence: z.string().min(1).max(20),
    judgements: z
      .array(Judgement)
      .max(100)
      .describe('one for each piece of evidence of the outcome; only four times yes counts'),
    marks: z.array(MarkWire).min(1).max(100).describe('one for each criterion'),
  })
  .meta({
    id: 'NewAssessment',
    examples: [
      {
        competence: '2.4',
        judgements: [
          {
            evidenceId: '01993c7e-0000-7000-8000-000000000004',
            valid: true,
            authentic: true,
            current: true,
            sufficient: true,
          },
        ],
        marks: [
          { criterionId: '2.4.a.4', mark: 'met', evidenceIds: ['01993c7e-0000-7000-8000-000000000004'] },
        ],
      },
    ],
  })

export const AssessmentView = z
  .object({
    id: z.uuid(),
    outcomeId: z.uuid(),
    assessorId: z.uuid(),
    assessorOrganisationId: z.uuid(),
    level: z
      .int()
      .nullable()
      .describe('computed from the marks; null when the lowest level judged was not met'),
    standings: z
      .array(z.object({ level: z.int(), met: z.boolean(), stoppedBy: z.array(z.string()) }))
      .describe('each level judged, and the criteria that stopped it'),
    judgements: z.array(Judgement),
    marks: z.array(MarkWire),
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'Assessment' })

export function viewAssessment(row: Assessment, standings: LevelStanding[]): z.infer<typeof AssessmentView> {
  const { id, outcomeId, assessorId, assessorOrganisationId, level, judgements, marks, submittedAt } = row
  return {
    id,
    outcomeId,
    assessorId,
    assessorOrganisationId,
    level,
    standings,
    judgements,
    marks,
    submittedAt: submittedAt.toISOString(),
  }
}
