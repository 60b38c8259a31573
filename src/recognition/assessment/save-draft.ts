import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { getOutcome } from '../outcome-store.ts'
import { assertMay } from '../recognition.ts'
import { caseOf } from '../store.ts'
import { findAssignment } from './assignments/store.ts'
import { type Draft, putDraft } from './draft-store.ts'
import type { DraftMarks } from './schemas.ts'
import { listAssessments } from './store.ts'

/** Keeps what an assessor has put down so far, whole or not, for them alone; the newest one counts. */
export async function saveDraft(
  ctx: Context,
  recognitionId: string,
  competence: string,
  input: z.infer<typeof DraftMarks>,
): Promise<Draft> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    assertMay('record-marks', facts, await actorNow(tx, ctx.actor))
    const { organisationId } = ctx.actor
    const assessorId = ctx.actor.memberId as string
    const outcome = await getOutcome(tx, recognitionId, competence)
    const assignment = await findAssignment(tx, recognitionId, assessorId)
    if (assignment?.state !== 'accepted') {
      throw new Refusal('forbidden', 'You are not assigned to this case as an assessor free of conflict.')
    }
    const own = await listAssessments(tx, recognitionId)
    if (own.some((one) => one.outcomeId === outcome.id && one.assessorId === assessorId)) {
      throw new Refusal('conflict', 'You have submitted the marks of this outcome; marks never change.')
    }
    const row = await putDraft(tx, {
      organisationId,
      recognitionId,
      outcomeId: outcome.id,
      assessorId,
      ...input,
      updatedAt: now,
    })
    await record(tx, ctx, 'assessment.draft', recognitionId, { competence }, caseOf(recognition))
    return row
  })
}
