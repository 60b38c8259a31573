import type { webhookStates } from '../../src/db/schema/exchange/webhooks.ts'
import { insertWebhook } from '../../src/exchange/webhooks/store.ts'
import type { World } from './world.ts'

/** A webhook of the school in one of its states, of which nobody knows the secret. */
export async function newWebhook(
  { services, school }: World,
  state: (typeof webhookStates)[number],
): Promise<string> {
  const now = services.now()
  const { id } = await insertWebhook(services.db.owner, {
    organisationId: school.id,
    url: 'https://school.example.org/recognition',
    types: ['certificate.revoked'],
    state,
    secret: await services.signer.conceal(`whsec_${Buffer.alloc(32).toString('base64')}`),
    position: 0,
    createdAt: now,
    updatedAt: now,
    ...(state === 'disabled' ? { disabledAt: now, problem: 'status-410' } : {}),
  })
  return id
}
