import type { z } from 'zod'
import { getVersionById } from '../agreements/store.ts'
import { type Context, write } from '../context.ts'
import { listEvidence } from '../documentation/store.ts'
import { Refusal } from '../errors.ts'
import { actorNow } from '../organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { assertMay } from '../recognitions/recognition.ts'
import { getOutcome, lockCase, touchRecognition } from '../recognitions/store.ts'
import { acceptedEvidence, countMet, type LevelStanding, levelOf, standings } from './level.ts'
import { markingFaults } from './marking.ts'
import type { NewAssessment } from './schemas.ts'
import { type Assessment, insertAssessment } from './store.ts'

type Input = z.infer<typeof NewAssessment>

/**
 * Submits an assessor's judgement of one outcome: every piece of its evidence judged, every criterion marked. The level
 * is computed and stored with it. What was submitted never changes, and an outcome is marked once.
 */
export async function recordMarks(
  ctx: Context,
  recognitionId: string,
  input: Input,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    assertMay('record-marks', facts, await actorNow(tx, ctx.actor))
    const outcome = await getOutcome(tx, recognitionId, input.competence)
    if (outcome.status !== 'claimed') throw new Refusal('wrong-state', 'Only claimed outcomes are marked.')
    if (facts.outcomes.find((one) => one.id === outcome.id)?.assessed) {
      throw new Refusal('conflict', 'This outcome is marked already; marks never change.')
    }
    const evidence = (await listEvidence(tx, recognitionId)).filter((one) =>
      one.outcomeIds.includes(outcome.id),
    )
    const agreement = await getVersionById(tx, recognition.agreementVersionId)
    const faults = markingFaults(input, outcome, evidence, agreement.content)
    if (faults.length > 0)
      throw new Refusal('incomplete', 'The marks are not complete or do not fit.', faults)

    const accepted = acceptedEvidence(input.judgements)
    const marked = countMet(outcome.criteria, input.marks, accepted)
    const assessment = await insertAssessment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId,
      outcomeId: outcome.id,
      assessorId: ctx.actor.memberId as string,
      assessorOrganisationId: ctx.actor.organisationId,
      round: 'first',
      agreementHash: agreement.hash,
      judgements: input.judgements,
      marks: input.marks,
      level: levelOf(marked),
      submittedAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    await record(tx, ctx, 'assessment.submit', assessment.id, {
      recognitionId,
      competence: outcome.competence,
      level: assessment.level,
    })
    return { assessment, standings: standings(marked) }
  })
}
