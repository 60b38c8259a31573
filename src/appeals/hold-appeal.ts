import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { actorNow } from '../organisations/store.ts'
import { lockRecognition, type Recognition } from '../recognitions/store.ts'
import { assertMayHandle, type Handling } from './appeal.ts'
import * as store from './store.ts'

/** The case and its appeal, held in this order, for a person who may do this with it. */
export async function holdAppeal(
  tx: Tx,
  ctx: Context,
  id: string,
  action: Handling,
): Promise<{ recognition: Recognition; appeal: store.Appeal }> {
  const { recognitionId } = await store.getAppeal(tx, ctx.actor.organisationId, id)
  const recognition = await lockRecognition(tx, recognitionId)
  const appeal = await store.lockAppeal(tx, id)
  const actor = await actorNow(tx, ctx.actor)
  assertMayHandle(action, appeal, actor, await store.tookPart(tx, recognitionId))
  return { recognition, appeal }
}
