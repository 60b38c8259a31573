import type { z } from 'zod'
import { act, own } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { hashSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { organisationActions } from '../actions.ts'
import type { NewClient } from '../schemas.ts'
import { type Client, insertClient } from '../store.ts'

/** Makes an API client of the actor's organisation; the secret is returned this once. */
export async function registerClient(
  ctx: Context,
  input: z.infer<typeof NewClient>,
): Promise<Client & { secret: string }> {
  const secret = newSecret()
  const secretHash = await hashSecret(secret)
  const hold = async () => ({ ...(await own(ctx)()), scopes: input.scopes })
  return act(ctx, organisationActions.registerClient, hold, async ({ tx, actor, now }) => {
    const { organisationId, clientId: madeThrough } = actor
    const client = await insertClient(tx, {
      ...input,
      organisationId,
      secretHash,
      madeThrough,
      createdAt: now,
    })
    return { value: { ...client, secret }, subjectId: client.id, details: { scopes: client.scopes } }
  })
}
