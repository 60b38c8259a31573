import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { theCase } from '../load-case.ts'
import { touchRecognition } from '../store.ts'
import { identificationActions } from './actions.ts'
import { type Accommodation, insertAccommodation } from './store.ts'

/** The sending coordinator records a learner's special needs and what is done for them; replaces what was recorded. */
export async function recordAccommodation(
  ctx: Context,
  recognitionId: string,
  text: string,
): Promise<Accommodation> {
  const { recordAccommodation: action } = identificationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const row = await insertAccommodation(tx, subject.recognition, {
      text,
      memberId: actor.memberId,
      at: now,
    })
    await touchRecognition(tx, recognitionId, now)
    return { value: row, subjectId: row.id, details: { recognitionId } }
  })
}
