import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import type { CaseFacts } from '../case-facts.ts'
import { lockCase } from '../case-facts-store.ts'
import type { Recognition } from '../store.ts'
import { assertMayHandle, type Handling } from './appeal.ts'
import { tookPart } from './participants-store.ts'
import * as store from './store.ts'

/** The case and its appeal, held in this order, for a person who may do this with it. */
export async function holdAppeal(
  tx: Tx,
  ctx: Context,
  id: string,
  action: Handling,
): Promise<{ recognition: Recognition; facts: CaseFacts; appeal: store.Appeal }> {
  const find = action === 'mark-again' ? store.getAppealToMark : store.getAppeal
  const { recognitionId } = await find(tx, ctx.actor.organisationId, id)
  const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(ctx.now()))
  const appeal = await store.lockAppeal(tx, id)
  const around = { tookPart: await tookPart(tx, appeal), assessedBy: facts.assessedBy }
  assertMayHandle(action, appeal, await actorNow(tx, ctx.actor), around)
  return { recognition, facts, appeal }
}
