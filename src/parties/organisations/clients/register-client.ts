import type { z } from 'zod'
import { act, type Done, own } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { keepSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { proposeGrant, waitsForSecond } from '../../grants/propose-grant.ts'
import { assertAhead, whoKnows } from '../../sign-in/credential.ts'
import { type Credential, limitFirstSecret } from '../../sign-in/store.ts'
import { organisationActions } from '../actions.ts'
import type { NewClient } from './schemas.ts'
import { type Client, insertClient } from './store.ts'

type Registered = Client & { secret: string; credentials: Credential[]; grantId: string | null }

/**
 * Makes an API client of the actor's organisation; the secret is returned this once. Its scopes wait for a second person,
 * where rights are given by two; without them it can do nothing.
 */
export async function registerClient(ctx: Context, input: z.infer<typeof NewClient>): Promise<Registered> {
  const secret = newSecret()
  const secretHash = keepSecret(secret)
  const hold = async () => ({ ...(await own(ctx)()), scopes: input.scopes })
  const { registerClient: action } = organisationActions
  return act(ctx, action, hold, async ({ tx, actor, role, now }): Promise<Done<Registered>> => {
    const { organisationId, clientId: madeThrough } = actor
    const { name, scopes } = input
    const expiresAt = assertAhead(input.secretExpiresAt, now, '/secretExpiresAt')
    const waits = await waitsForSecond(tx, organisationId, now)
    const values = { name, organisationId, secretHash, madeThrough, createdAt: now }
    const client = await insertClient(tx, { ...values, scopes: waits ? [] : scopes })
    const credentials = await limitFirstSecret(tx, client.id, { expiresAt, madeByMember: whoKnows(actor) })
    const registered = { ...client, secret, credentials }
    const done = { subjectId: client.id, details: { scopes: client.scopes } }
    if (!waits) return { ...done, value: { ...registered, grantId: null } }
    const asked = { kind: 'client', subjectId: client.id, rights: { scopes } } as const
    const { grantId, afterwards } = await proposeGrant(tx, ctx, { actor, role, now }, asked)
    return { ...done, value: { ...registered, grantId }, afterwards }
  })
}
