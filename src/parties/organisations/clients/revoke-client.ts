import { act, own, writeDown } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { isAhead } from '../../../platform/clocks.ts'
import { endMadeThrough } from '../../sign-in/store.ts'
import { organisationActions } from '../actions.ts'
import { say } from '../words.ts'
import { type Client, getClient, markClientRevoked, revokeMadeThrough } from './store.ts'

/**
 * From the next request on, neither the client nor any token that it holds does anything. Where it is said since when it
 * was in the wrong hands, the clients, secrets and keys that were made through it since then go with it, and those that
 * were made through these; that can be asked for afterwards, too.
 */
export async function revokeClient(
  ctx: Context,
  id: string,
  since: Date | null,
): Promise<{ client: Client; revokedWith: Client[] }> {
  if (since && isAhead(since, ctx.now()))
    throw new Refusal('incomplete', say('revocation-unfit'), [
      { in: 'body', pointer: '/since', detail: say('lies-ahead') },
    ])
  const { revokeClient: action } = organisationActions
  return act(ctx, action, own(ctx), async ({ tx, subject, actor, role, now }) => {
    const client = await revoked(tx, actor.organisationId, id, since, now)
    const revokedWith = since ? await revokeMadeThrough(tx, client, since, now) : []
    if (since) await endMadeThrough(tx, [client, ...revokedWith], since, now)
    return {
      value: { client, revokedWith },
      subjectId: id,
      details: since ? { since: since.toISOString() } : {},
      afterwards: async () => {
        for (const { id: subjectId } of revokedWith)
          await writeDown(tx, ctx, action, subject, { subjectId, details: { with: id } }, role)
      },
    }
  })
}

async function revoked(tx: Tx, organisationId: string, id: string, since: Date | null, now: Date) {
  const client = since && (await getClient(tx, organisationId, id))
  return client?.revokedAt ? client : markClientRevoked(tx, organisationId, id, now)
}
