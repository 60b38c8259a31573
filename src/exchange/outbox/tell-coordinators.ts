import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { listCoordinators } from './coordinators-store.ts'
import { enqueue, type Queued } from './queue-message.ts'

/** Tells the coordinators of an organisation who can be reached something, once for an occasion; returns how many of them. */
export async function tellCoordinators(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  { organisationId, template, occasion }: Pick<Queued, 'organisationId' | 'template'> & { occasion: string },
): Promise<number> {
  let queued = 0
  for (const memberId of await listCoordinators(tx, organisationId)) {
    const message = { template, to: { memberId }, organisationId, subjectId: organisationId, occasion }
    if (await enqueue(tx, ctx, message)) queued += 1
  }
  return queued
}
