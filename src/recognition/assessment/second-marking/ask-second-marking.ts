import type { z } from 'zod'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import { outcomeOf } from '../../case.ts'
import { theCase } from '../../load-case.ts'
import { touchRecognition } from '../../store.ts'
import { assessmentActions } from '../actions.ts'
import { say } from '../words.ts'
import type { NewSecondMarking } from './schemas.ts'
import { insertSecondMarking, type SecondMarking } from './store.ts'

/**
 * Asks for an outcome to be marked a second time while the case is in assessment. After that it takes an appeal, which
 * has marks of its own.
 */
export async function askSecondMarking(
  ctx: Context,
  recognitionId: string,
  { competence, reason }: z.infer<typeof NewSecondMarking>,
): Promise<SecondMarking> {
  const { askSecondMarking: action } = assessmentActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const outcome = outcomeOf(subject, competence)
    const own = subject.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
    if (own.length === 0) throw new Refusal('wrong-state', say('no-first-marks'))
    if (own.some(({ round }) => round === 'second')) {
      throw new Refusal('conflict', say('second-marks-already'))
    }
    const row = await insertSecondMarking(tx, subject.recognition, {
      outcomeId: outcome.id,
      reasons: [reason],
      askedBy: actor.memberId,
      createdAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    return { value: row, subjectId: row.id, details: { recognitionId, competence, reason } }
  })
}
