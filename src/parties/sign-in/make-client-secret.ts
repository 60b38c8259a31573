import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { hashSecret, newSecret } from '../../platform/auth/secrets.ts'
import { keepSecretHash } from '../organisations/store.ts'
import { signInActions } from './actions.ts'
import { assertAhead, SECRETS_AT_ONCE } from './credential.ts'
import type { NewSecret } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** Makes a further secret of a client, which is returned this once; the one before goes on working until it is ended. */
export async function makeClientSecret(
  ctx: Context,
  id: string,
  input: z.infer<typeof NewSecret>,
): Promise<store.Credential & { secret: string }> {
  const secret = newSecret()
  const secretHash = await hashSecret(secret)
  const hold = async (tx: Tx) => ({
    ...(await store.holdClient(tx, ctx.actor.organisationId, id)),
    state: null,
  })
  return act(ctx, signInActions.makeClientSecret, hold, async ({ tx, subject, actor, now }) => {
    const expiresAt = assertAhead(input.expiresAt, now)
    await store.endExpired(tx, id, now)
    if ((await store.countWorking(tx, id, 'secret', now)) >= SECRETS_AT_ONCE)
      throw new Refusal('conflict', say('two-secrets'))
    const { organisationId } = subject
    const credential = await store.insertCredential(tx, {
      organisationId,
      clientId: id,
      kind: 'secret',
      secretHash,
      expiresAt,
      madeByClient: actor.clientId,
      createdAt: now,
    })
    await keepSecretHash(tx, id, now)
    return { value: { ...credential, secret }, subjectId: id, details: { credential: credential.id } }
  })
}
