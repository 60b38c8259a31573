import { errors, importJWK, type JWK } from 'jose'
import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { signInActions } from './actions.ts'
import { type Added, addCredential } from './add-credential.ts'
import { clientAlgorithm } from './client-key.ts'
import type { NewKey } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** Takes a public key by which a client may prove who it is instead of sending a secret. */
export async function registerClientKey(
  ctx: Context,
  id: string,
  input: z.infer<typeof NewKey>,
): Promise<Added> {
  const jwk: JWK = given(input.jwk)
  await assertUsable(jwk)
  const hold = async (tx: Tx) => ({
    ...(await store.holdClient(tx, ctx.actor.organisationId, id)),
    state: null,
  })
  return act(ctx, signInActions.registerClientKey, hold, (acting) =>
    addCredential(ctx, acting, { kind: 'key', publicJwk: jwk, expiresAt: input.expiresAt }),
  )
}

/** A key of the right form may still be none: a point that lies on no curve. */
async function assertUsable(jwk: JWK): Promise<void> {
  try {
    await importJWK(jwk, clientAlgorithm(jwk))
  } catch (error) {
    if (!(error instanceof errors.JOSEError) && !(error instanceof DOMException)) throw error
    const fault = { in: 'body' as const, pointer: '/jwk', detail: say('no-key') }
    throw new Refusal('bad-input', say('no-key-there'), [fault])
  }
}
