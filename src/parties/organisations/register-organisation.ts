import type { z } from 'zod'
import { act, type Done, own, writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { roleFor } from '../../platform/actions/may.ts'
import { keepSecret, newSecret } from '../../platform/auth/secrets.ts'
import { assertNameWritten } from '../names/names.ts'
import { type Credential, limitFirstSecret } from '../sign-in/store.ts'
import { organisationActions } from './actions.ts'
import { type Client, insertClient } from './clients/store.ts'
import type { NewOrganisation } from './schemas.ts'
import { insertOrganisation, type Organisation } from './store.ts'

type Registered = {
  organisation: Organisation
  client?: Client & { secret: string; credentials: Credential[] }
}

/**
 * Enters an organisation into the directory and, when asked, makes its first client, whose secret is returned this once
 * and never stored.
 */
export async function registerOrganisation(
  ctx: Context,
  input: z.infer<typeof NewOrganisation>,
): Promise<Registered> {
  const secret = newSecret()
  const secretHash = input.client ? keepSecret(secret) : ''
  const { registerOrganisation: action, registerClient } = organisationActions
  return act(ctx, action, own(ctx), async ({ tx, subject, actor, now }): Promise<Done<Registered>> => {
    assertNameWritten(input)
    const organisation = await insertOrganisation(tx, {
      name: input.name,
      latinName: input.latinName ?? null,
      country: input.country,
      city: input.city ?? null,
      oid: input.oid ?? null,
      createdAt: now,
      updatedAt: now,
    })
    const registered = { subjectId: organisation.id }
    if (!input.client) return { ...registered, value: { organisation } }
    const values = { ...input.client, organisationId: organisation.id, secretHash, createdAt: now }
    const client = await onBehalfOf(tx, organisation.id, actor.organisationId, async () => {
      const made = await insertClient(tx, values)
      return {
        ...made,
        credentials: await limitFirstSecret(tx, made.id, { expiresAt: null, madeByMember: null }),
      }
    })
    const { id: subjectId, scopes } = client
    return {
      ...registered,
      value: { organisation, client: { ...client, secret } },
      afterwards: () =>
        writeDown(
          tx,
          ctx,
          registerClient,
          { ...subject, scopes: [] },
          { subjectId, details: { scopes } },
          roleFor(registerClient, actor),
        ),
    }
  })
}
