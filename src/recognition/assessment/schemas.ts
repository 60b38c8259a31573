import { z } from 'zod'
import { markValues } from '../../db/schema/recognition/assessments.ts'
import { rounds } from '../../db/schema/recognition/assignments.ts'
import { Code, CriterionId } from '../../measure/frameworks/code.ts'
import { MAX_CRITERIA, MAX_PIECES } from '../../mobility/mobilities/extent.ts'
import { longText } from '../../platform/http/texts.ts'
import type { MarkingDraft } from './draft-store.ts'
import { type Explanation, questions } from './explanation.ts'
import type { LevelStanding } from './level.ts'
import type { Assessment } from './store.ts'

const Round = z.enum(rounds)

const Judgement = z.strictObject({
  evidenceId: z.uuid(),
  valid: z.boolean().describe('covers the outcome in conditions close to real work'),
  authentic: z.boolean().describe("the learner's own work, as they declared and the host attested"),
  current: z.boolean().describe('recent enough; only evidence of the agreed dates can be'),
  sufficient: z.boolean().describe('enough to judge by'),
})

const Method = longText(2000)

const MarkWire = z.strictObject({
  criterionId: CriterionId,
  mark: z.enum(markValues),
  evidenceIds: z.array(z.uuid()).max(MAX_PIECES).default([]).describe('which pieces show it'),
  comment: longText(2000).nullable().default(null),
  method: Method.nullable()
    .optional()
    .describe('by which method it was found; left out: that of all marks, or the only one agreed'),
  task: Code.nullable()
    .optional()
    .describe('id of the agreed task in which it was seen; one that is to show the criterion'),
})

const judged = {
  evidenceId: '01993c7e-0000-7000-8000-000000000004',
  valid: true,
  authentic: true,
  current: true,
  sufficient: true,
}
const example = {
  judgements: [judged],
  marks: [{ criterionId: '2.4.a.4', mark: 'met', evidenceIds: [judged.evidenceId] }],
}

const OfAllMarks = {
  method: Method.optional().describe(
    'of every mark that names none; one that was not agreed is told as a deviation',
  ),
  contradiction: longText(2000)
    .optional()
    .describe('why a higher level is met where a lower one is not; needed where the marks say so'),
}

export const NewAssessment = z
  .strictObject({
    competence: Code,
    judgements: z
      .array(Judgement)
      .max(MAX_PIECES)
      .describe('one for each piece of evidence of the outcome; only four times yes counts'),
    marks: z.array(MarkWire).min(1).max(MAX_CRITERIA).describe('one for each criterion'),
    ...OfAllMarks,
  })
  .meta({ id: 'NewAssessment', examples: [{ competence: '2.4', ...example }] })

export const DraftMarks = z
  .strictObject({
    judgements: z.array(Judgement).max(MAX_PIECES),
    marks: z.array(MarkWire).max(MAX_CRITERIA),
    ...OfAllMarks,
  })
  .meta({ id: 'DraftMarks', examples: [example] })

export const DraftView = z
  .object({
    judgements: z.array(Judgement),
    marks: z.array(MarkWire),
    method: z.string().nullable(),
    contradiction: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'MarksDraft' })

export function viewDraft(draft: MarkingDraft): z.infer<typeof DraftView> {
  const { judgements, marks, method, contradiction, updatedAt } = draft
  return { judgements, marks, method, contradiction, updatedAt: updatedAt.toISOString() }
}

export const AssessmentView = z
  .object({
    id: z.uuid(),
    outcomeId: z.uuid(),
    round: Round,
    assessorId: z.uuid(),
    assessorOrganisationId: z.uuid(),
    level: z
      .int()
      .nullable()
      .describe('computed from the marks; null when the lowest level judged was not met'),
    selfGap: z
      .int()
      .nullable()
      .describe("the learner's own estimate less the level; it never feeds the level"),
    standings: z
      .array(z.object({ level: z.int(), met: z.boolean(), stoppedBy: z.array(z.string()) }))
      .describe('each level judged, and the criteria that stopped it'),
    judgements: z.array(Judgement),
    marks: z.array(MarkWire),
    contradiction: z.string().nullable().describe('why a higher level is met where a lower one is not'),
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'Assessment' })

export function viewAssessment(row: Assessment, standings: LevelStanding[]): z.infer<typeof AssessmentView> {
  const { id, outcomeId, round, assessorId, assessorOrganisationId, level, selfGap } = row
  const { judgements, marks, contradiction, submittedAt } = row
  return {
    id,
    outcomeId,
    round,
    assessorId,
    assessorOrganisationId,
    level,
    selfGap,
    standings,
    judgements,
    marks,
    contradiction,
    submittedAt: submittedAt.toISOString(),
  }
}

export const ExplanationWire = z
  .object({
    level: z.int().nullable(),
    levels: z
      .array(
        z.object({
          level: z.int(),
          met: z.boolean(),
          stoppedBy: z.array(
            z.object({
              criterionId: z.string(),
              text: z.object({ lv: z.string(), en: z.string() }),
              mark: z.enum(markValues).nullable(),
              because: z
                .enum(['mark', 'no-accepted-evidence'])
                .describe('how it was marked, or that no piece named for it counts'),
            }),
          ),
        }),
      )
      .describe('the level is the last one before the first that is not met'),
    setAside: z
      .array(
        z.object({
          evidenceId: z.uuid(),
          failed: z.array(z.enum(questions)),
        }),
      )
      .describe('evidence that does not count, and why'),
  })
  .meta({ id: 'LevelExplanation' })

export const ExplanationList = z
  .object({
    competence: z.string(),
    items: z.array(
      z.object({
        assessmentId: z.uuid().nullable().describe("null for the caller's own draft"),
        round: Round,
        explanation: ExplanationWire,
      }),
    ),
  })
  .meta({ id: 'LevelExplanationList' })

export type Explained = { assessmentId: string | null; round: Assessment['round']; explanation: Explanation }
