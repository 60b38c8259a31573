import { type Context, write } from '../context.ts'
import { Refusal } from '../errors.ts'
import { actorNow } from '../parties/organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { hashOfFacts } from './case-facts.ts'
import { lockCase } from './case-facts-store.ts'
import { assertMay, assertUnblocked, roleFor } from './recognition.ts'
import { type MoveName, rules, stageAfter } from './rules.ts'
import { moveRecognition, type Recognition } from './store.ts'

/** Moves a case on; refuses, naming every blocker, while something is missing. */
export async function advanceRecognition(
  ctx: Context,
  id: string,
  action: MoveName,
  reason: string | null,
): Promise<Recognition> {
  const needsReason = 'reason' in rules[action]
  if (needsReason && reason === null) {
    throw new Refusal('incomplete', 'A reason is needed.', [
      { in: 'body', pointer: '/reason', detail: 'is needed for this action' },
    ])
  }
  return write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, id, dayOf(ctx.now()))
    const actor = await actorNow(tx, ctx.actor)
    assertMay(action, facts, actor)
    assertUnblocked(action, facts)
    const { memberId, clientId } = actor
    const role = roleFor(action, actor)
    const to = stageAfter(action, recognition.stage)
    const move = { action, to, memberId, role, clientId, reason, inputHash: hashOfFacts(facts) }
    const moved = await moveRecognition(tx, recognition, move, ctx.now())
    await record(tx, ctx, `recognition.${action}`, id, { from: recognition.stage, to })
    return moved
  })
}
