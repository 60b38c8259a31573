import { z } from 'zod'
import { baselineFindings } from '../../db/schema/mobility/agreements.ts'
import { gains, outcomeResults } from '../../db/schema/recognition/decisions.ts'
import { outcomeKinds } from '../../db/schema/recognition/recognitions.ts'
import { secondMarkingReasons } from '../../db/schema/recognition/second-markings.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { longText } from '../../platform/http/texts.ts'
import type { Language } from '../../platform/words/language.ts'
import { AssessmentView, ExplanationWire, viewAssessment } from '../assessment/schemas.ts'
import type { NamedDecision } from '../case.ts'
import { EvidenceView, viewEvidence } from '../documentation/schemas.ts'
import { isImproved } from './decision.ts'
import { deviationCodes } from './deviations.ts'
import type { BasisOfDecision } from './read-basis.ts'

const Result = z.enum(outcomeResults)
const Gain = z
  .enum(gains)
  .describe('acquired: none was there before; improved: a higher level than before; unknown: nobody looked')

export const NewDecision = z
  .strictObject({
    outcomes: z
      .array(
        z.strictObject({
          competence: Code,
          result: Result,
          reason: longText(2000)
            .nullable()
            .default(null)
            .describe('needed where the decision is not what the marks suggest'),
        }),
      )
      .min(1)
      .max(MAX_OUTCOMES),
  })
  .meta({ id: 'NewDecision', examples: [{ outcomes: [{ competence: '2.4', result: 'reached' }] }] })

export const DecisionView = z
  .object({
    competence: z.string(),
    result: Result,
    level: z.int().nullable(),
    improved: z.boolean().nullable().describe('null: not known, since no level before was looked for'),
    gain: Gain,
    reason: z.string().nullable(),
    validatorId: z.uuid(),
    decidedAt: z.iso.datetime(),
    appealId: z.uuid().nullable().describe('the appeal in which it was made'),
  })
  .meta({ id: 'Decision' })

export function viewDecision(row: NamedDecision): z.infer<typeof DecisionView> {
  const { competence, result, level, gain, reason, validatorId, decidedAt, appealId } = row
  const at = decidedAt.toISOString()
  const improved = isImproved(gain)
  return { competence, result, level, improved, gain, reason, validatorId, decidedAt: at, appealId }
}

const Level = z.int().nullable()

export const DecisionBasis = z
  .object({
    hash: z
      .string()
      .describe('SHA-256 of all that it rests on; what a batch of decisions sends as `ifMatch`'),
    agreement: z.object({ version: z.int(), hash: z.string() }),
    deviations: z
      .array(
        z.object({
          code: z.enum(deviationCodes),
          competence: z.string().nullable(),
          detail: z.string(),
        }),
      )
      .describe('where the case went otherwise than agreed'),
    outcomes: z.array(
      z.object({
        competence: z.string(),
        kind: z.enum(outcomeKinds),
        baseline: Level,
        baselineFound: z.enum(baselineFindings).nullable(),
        target: Level,
        selfLevel: Level,
        selfGap: z.int().nullable().describe("the learner's own estimate less the level"),
        level: Level.describe('of the assessment that counts'),
        explanation: ExplanationWire.nullable(),
        suggested: z
          .object({ result: Result, reached: z.boolean(), improved: z.boolean().nullable(), gain: Gain })
          .describe('what follows from the level; another result needs a reason'),
        secondMarkingFor: z.array(z.enum(secondMarkingReasons)),
        settledBy: z.uuid().nullable().describe('the assessment that counts'),
        markings: z.array(z.object({ assessment: AssessmentView, explanation: ExplanationWire })),
        evidence: z.array(
          z.object({
            evidence: EvidenceView,
            vouchedFor: z.boolean().describe('declared by the learner and attested by the host'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'DecisionBasis' })

export function viewBasis(
  { hash, agreement, deviations, outcomes }: BasisOfDecision,
  language: Language,
): z.infer<typeof DecisionBasis> {
  return {
    hash,
    agreement,
    deviations: deviations.map((deviation) => ({ ...deviation, detail: deviation.detail(language) })),
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      markings: outcome.markings.map(({ row, explanation }) => ({
        assessment: viewAssessment(
          row,
          explanation.levels.map((level) => ({
            ...level,
            stoppedBy: level.stoppedBy.map(({ criterionId }) => criterionId),
          })),
        ),
        explanation,
      })),
      evidence: outcome.evidence.map(({ piece, vouchedFor }) => ({
        evidence: viewEvidence(piece),
        vouchedFor,
      })),
    })),
  }
}
