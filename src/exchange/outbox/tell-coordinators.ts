import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Role } from '../../platform/auth/access.ts'
import { listReachable } from './coordinators-store.ts'
import { enqueue, type Queued } from './queue-message.ts'

type Telling = Pick<Queued, 'organisationId' | 'template'> & { occasion: string }
type Acting = Pick<Context, 'actor' | 'now' | 'requestId'>

/** Tells those of an organisation's people who hold a role something, once for an occasion; returns how many of them. */
export async function tellMembers(
  tx: Tx,
  ctx: Acting,
  role: Role,
  { organisationId, template, occasion }: Telling,
): Promise<number> {
  let queued = 0
  for (const memberId of await listReachable(tx, organisationId, role)) {
    const message = { template, to: { memberId }, organisationId, subjectId: organisationId, occasion }
    if (await enqueue(tx, ctx, message)) queued += 1
  }
  return queued
}

/** Tells the coordinators of an organisation who can be reached. */
export const tellCoordinators = (tx: Tx, ctx: Acting, telling: Telling): Promise<number> =>
  tellMembers(tx, ctx, 'coordinator', telling)
