import { act } from '../act.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors.ts'
import type { CaseFor } from './case.ts'
import { caseWith } from './case-rows.ts'
import { theCase } from './load-case.ts'
import { type MoveName, offeredAction } from './recognition.ts'
import type { Stage } from './stage.ts'
import { moveRecognition } from './store.ts'
import { say } from './words.ts'

/** Moves a case on; refuses, naming every blocker, while something is missing. */
export async function advanceRecognition(
  ctx: Context,
  id: string,
  name: MoveName,
  reason: string | null,
): Promise<CaseFor> {
  const action = offeredAction(name)
  if (action.reason && reason === null) {
    throw new Refusal('incomplete', say('reason-needed'), [
      { in: 'body', pointer: '/reason', detail: say('needed-for-action') },
    ])
  }
  return act(ctx, action, theCase(ctx, id), async ({ tx, subject, actor, now }) => {
    const to = action.to as Stage
    const { recognition } = subject
    const moved = await moveRecognition(tx, recognition, to, now)
    return {
      value: { loaded: caseWith(subject, { recognition: moved }), actor },
      subjectId: id,
      reason,
      details: { from: recognition.stage, to },
    }
  })
}
