import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { assessmentActions } from './actions.ts'
import type { LevelStanding } from './level.ts'
import { heldToMark, judgeHeld } from './marking.ts'
import type { NewAssessment } from './schemas.ts'
import type { Assessment } from './store.ts'

/** Submits an assessor's judgement of one outcome, in the round that they are assigned to. */
export async function recordMarks(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof NewAssessment>,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  return act(
    ctx,
    assessmentActions.recordMarks,
    (tx) => heldToMark(tx, ctx, recognitionId, input.competence),
    (acting) => judgeHeld(acting.tx, ctx, acting, input),
  )
}
