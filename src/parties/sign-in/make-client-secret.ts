import type { z } from 'zod'
import { act, type Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { keepSecret, newSecret } from '../../platform/auth/secrets.ts'
import { keepSecretHash } from '../organisations/clients/store.ts'
import { signInActions } from './actions.ts'
import { type Added, addCredential } from './add-credential.ts'
import type { NewSecret } from './schemas.ts'
import * as store from './store.ts'

type Made = Added & { secret: string }

/** Makes a further secret of a client, which is returned this once; the one before goes on working until it is ended. */
export async function makeClientSecret(
  ctx: Context,
  id: string,
  input: z.infer<typeof NewSecret>,
): Promise<Made> {
  const secret = newSecret()
  const secretHash = keepSecret(secret)
  const hold = async (tx: Tx) => ({
    ...(await store.holdClient(tx, ctx.actor.organisationId, id)),
    state: null,
  })
  return act(ctx, signInActions.makeClientSecret, hold, async (acting): Promise<Done<Made>> => {
    const done = await addCredential(ctx, acting, { kind: 'secret', secretHash, expiresAt: input.expiresAt })
    await keepSecretHash(acting.tx, id, acting.now)
    return { ...done, value: { ...done.value, secret } }
  })
}
