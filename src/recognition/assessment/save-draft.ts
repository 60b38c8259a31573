import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { assignmentOf, outcomeOf } from '../case.ts'
import { theCase } from '../load-case.ts'
import { assessmentActions } from './actions.ts'
import { type Draft, putDraft } from './draft-store.ts'
import type { DraftMarks } from './schemas.ts'

/** Keeps what an assessor has put down so far, whole or not, for them alone; the newest one counts. */
export async function saveDraft(
  ctx: Context,
  recognitionId: string,
  competence: string,
  input: z.infer<typeof DraftMarks>,
): Promise<Draft> {
  const { saveDraft: action } = assessmentActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const { organisationId } = actor
    const outcome = outcomeOf(subject, competence)
    const assignment = assignmentOf(subject, actor.memberId)
    if (assignment?.state !== 'accepted') {
      throw new Refusal('forbidden', 'You are not assigned to this case as an assessor free of conflict.')
    }
    const { memberId: assessorId } = assignment
    if (subject.assessments.some((row) => row.outcomeId === outcome.id && row.assessorId === assessorId)) {
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
    return { value: row, subjectId: recognitionId, details: { competence } }
  })
}
