import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { hashSecret, newSecret } from '../../platform/auth/secrets.ts'
import type { NewOrganisation } from './schemas.ts'
import { type Client, insertClient, insertOrganisation, type Organisation } from './store.ts'

/**
 * Enters an organisation into the directory and, when asked, makes its first client, whose secret is returned this once
 * and never stored.
 */
export async function registerOrganisation(
  ctx: Context,
  input: z.infer<typeof NewOrganisation>,
): Promise<{ organisation: Organisation; client?: Client & { secret: string } }> {
  const secret = newSecret()
  const secretHash = input.client ? await hashSecret(secret) : ''
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const organisation = await insertOrganisation(tx, {
      name: input.name,
      country: input.country,
      city: input.city ?? null,
      oid: input.oid ?? null,
      createdAt: now,
      updatedAt: now,
    })
    await record(tx, ctx, 'organisation.register', organisation.id)
    if (!input.client) return { organisation }
    const values = { ...input.client, organisationId: organisation.id, secretHash, createdAt: now }
    const client = await onBehalfOf(tx, organisation.id, ctx.actor.organisationId, () =>
      insertClient(tx, values),
    )
    await record(tx, ctx, 'client.register', client.id, { scopes: client.scopes })
    return { organisation, client: { ...client, secret } }
  })
}
