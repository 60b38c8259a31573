import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { readNumbered } from '../events/store.ts'
import { webhookActions } from './actions.ts'
import type { NewWebhook } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

export const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** Refuses an address that would never be posted to, as far as can be seen from it. */
export function assertPostable({ outside }: Pick<Context, 'outside'>, url: string): void {
  if (outside.allows(new URL(url))) return
  const fault = { in: 'body', pointer: '/url', detail: say('public-https') } as const
  throw new Refusal('incomplete', say('not-postable'), [fault])
}

/** Has an address told of what happens from now on; the secret is returned this once. */
export async function registerWebhook(
  ctx: Context,
  { url, types }: z.infer<typeof NewWebhook>,
): Promise<store.Webhook & { shown: string }> {
  assertPostable(ctx, url)
  const shown = newWebhookSecret()
  const secret = await ctx.signer.conceal(shown)
  return act(ctx, webhookActions.registerWebhook, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    if ((await store.countWebhooks(tx, organisationId)) >= store.MAX_WEBHOOKS)
      throw new Refusal('wrong-state', say('enough', { most: store.MAX_WEBHOOKS }))
    const position = await readNumbered(tx)
    const values = { organisationId, url, types, secret, position, createdAt: now, updatedAt: now }
    const webhook = await store.insertWebhook(tx, values)
    return { value: { ...webhook, shown }, subjectId: webhook.id, details: { types } }
  })
}
