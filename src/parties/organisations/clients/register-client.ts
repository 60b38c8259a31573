import type { z } from 'zod'
import { act, own } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { hashSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { assertAhead } from '../../sign-in/credential.ts'
import { type Credential, limitFirstSecret } from '../../sign-in/store.ts'
import { organisationActions } from '../actions.ts'
import type { NewClient } from '../schemas.ts'
import { type Client, insertClient } from '../store.ts'

/** Makes an API client of the actor's organisation; the secret is returned this once. */
export async function registerClient(
  ctx: Context,
  input: z.infer<typeof NewClient>,
): Promise<Client & { secret: string; credentials: Credential[] }> {
  const secret = newSecret()
  const secretHash = await hashSecret(secret)
  const hold = async () => ({ ...(await own(ctx)()), scopes: input.scopes })
  return act(ctx, organisationActions.registerClient, hold, async ({ tx, actor, now }) => {
    const { organisationId, clientId: madeThrough } = actor
    const { name, scopes } = input
    const expiresAt = assertAhead(input.secretExpiresAt, now, '/secretExpiresAt')
    const client = await insertClient(tx, {
      name,
      scopes,
      organisationId,
      secretHash,
      madeThrough,
      createdAt: now,
    })
    const credentials = await limitFirstSecret(tx, client.id, expiresAt)
    return { value: { ...client, secret, credentials }, subjectId: client.id, details: { scopes } }
  })
}
