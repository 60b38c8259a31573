import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { keepSecretHash } from '../organisations/clients/store.ts'
import { signInActions } from './actions.ts'
import * as store from './store.ts'

/** From now on the client gets no token for it. */
export async function endClientCredential(
  ctx: Context,
  id: string,
  credentialId: string,
): Promise<store.Credential> {
  const hold = async (tx: Tx) => ({
    ...(await store.holdClient(tx, ctx.actor.organisationId, id)),
    state: null,
    scopes: [],
  })
  return act(ctx, signInActions.endClientCredential, hold, async ({ tx, now }) => {
    const ended = await store.endCredential(tx, id, credentialId, now)
    await keepSecretHash(tx, id, now)
    return { value: ended, subjectId: id, details: { credential: credentialId } }
  })
}
