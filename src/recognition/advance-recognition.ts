import { type Context, write } from '../context.ts'
import { writeLine } from '../custody/ledger/write-line.ts'
import { Refusal } from '../errors.ts'
import { actorNow } from '../parties/organisations/store.ts'
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
    const { stage: from } = recognition
    const to = stageAfter(action, from)
    const moved = await moveRecognition(tx, recognition, to, ctx.now())
    await writeLine(tx, ctx, {
      action: `recognition.${action}`,
      subjectId: id,
      recognition,
      role: roleFor(action, actor),
      from,
      to,
      reason,
      inputHash: hashOfFacts(facts),
      details: { from, to },
    })
    return moved
  })
}
