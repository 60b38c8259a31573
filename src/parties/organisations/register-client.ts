import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { hashSecret, newSecret } from '../../platform/auth/secrets.ts'
import type { NewClient } from './schemas.ts'
import { type Client, insertClient, revokeClient as revoke } from './store.ts'

/** Makes an API client of the actor's organisation; the secret is returned this once. */
export async function registerClient(
  ctx: Context,
  input: z.infer<typeof NewClient>,
): Promise<Client & { secret: string }> {
  const beyond = input.scopes.filter((scope) => !ctx.actor.scopes.includes(scope))
  if (beyond.length > 0)
    throw new Refusal('forbidden', `A client cannot be given what this token lacks: ${beyond.join(', ')}.`)
  const secret = newSecret()
  const secretHash = await hashSecret(secret)
  return write(ctx, async (tx) => {
    const { organisationId } = ctx.actor
    const client = await insertClient(tx, { ...input, organisationId, secretHash, createdAt: ctx.now() })
    await record(tx, ctx, 'client.register', client.id, { scopes: client.scopes })
    return { ...client, secret }
  })
}

/** From now on the client gets no token; tokens that it holds run out within 15 minutes. */
export async function revokeClient(ctx: Context, id: string): Promise<Client> {
  return write(ctx, async (tx) => {
    const client = await revoke(tx, ctx.actor.organisationId, id, ctx.now())
    await record(tx, ctx, 'client.revoke', id)
    return client
  })
}
