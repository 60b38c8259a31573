import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { assignmentOf, outcomeOf } from '../case.ts'
import { theCase } from '../load-case.ts'
import { assessmentActions } from './actions.ts'
import { type Draft, putDraft } from './draft-store.ts'
import type { DraftMarks } from './schemas.ts'
import { say } from './words.ts'

/** Keeps what an assessor has put down so far, whole or not, for them alone; the newest one counts. */
export async function saveDraft(
  ctx: Context,
  recognitionId: string,
  competence: string,
  input: z.infer<typeof DraftMarks>,
): Promise<Draft> {
  const { saveDraft: action } = assessmentActions
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    return { ...loaded, assignment: assignmentOf(loaded, ctx.actor.memberId) }
  }
  return act(ctx, action, hold, async ({ tx, subject, actor, now }) => {
    const { organisationId } = actor
    const assessorId = actor.memberId!
    const outcome = outcomeOf(subject, competence)
    if (subject.assessments.some((row) => row.outcomeId === outcome.id && row.assessorId === assessorId))
      throw new Refusal('conflict', say('submitted-already'))
    const row = await putDraft(tx, {
      organisationId,
      recognitionId,
      outcomeId: outcome.id,
      assessorId,
      ...input,
      updatedAt: now,
    })
    return { value: row, subjectId: recognitionId, details: { competence } }
  })
}
