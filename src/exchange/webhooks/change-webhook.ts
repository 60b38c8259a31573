import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { given } from '../../platform/http/given.ts'
import { webhookActions } from './actions.ts'
import { assertPostable, newWebhookSecret } from './register-webhook.ts'
import type { ChangedWebhook } from './schemas.ts'
import * as store from './store.ts'

/** A webhook of the acting organisation, held. */
export const theWebhook =
  ({ actor: { organisationId } }: Context, id: string) =>
  async (tx: Tx) => {
    const webhook = await store.lockWebhook(tx, organisationId, id)
    return { organisationId, state: webhook.state, webhook }
  }

/** Changes where, of what and whether it is told; what is sent to it begins at once where it is to be active. */
export function changeWebhook(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  { active, ...wanted }: z.infer<typeof ChangedWebhook>,
): Promise<store.Webhook> {
  if (wanted.url !== undefined) assertPostable(ctx, wanted.url)
  return act(ctx, webhookActions.changeWebhook, theWebhook(ctx, id), async ({ tx, subject, now }) => {
    const { webhook } = subject
    assertVersion(webhook.version)
    const changed = { ...given(wanted), version: webhook.version + 1, updatedAt: now }
    const value = await store.updateWebhook(tx, id, { ...changed, ...switched(webhook, active, now) })
    if (active) await store.updateWaiting(tx, id, { attempts: 0 })
    return { value, subjectId: id, details: { changed: Object.keys({ ...wanted, ...given({ active }) }) } }
  })
}

function switched({ state }: store.Webhook, active: boolean | undefined, now: Date) {
  if (active === undefined) return {}
  if (active)
    return { state: 'active' as const, disabledAt: null, dueAt: null, failingSince: null, problem: null }
  return state === 'disabled' ? {} : { state: 'disabled' as const, disabledAt: now, problem: 'by-you' }
}

/** Makes another secret; for a time what is sent is signed with both. */
export async function makeWebhookSecret(
  ctx: Context,
  id: string,
  overlapHours: number,
): Promise<store.Webhook & { shown: string }> {
  const shown = newWebhookSecret()
  const secret = await ctx.signer.conceal(shown)
  return act(ctx, webhookActions.makeWebhookSecret, theWebhook(ctx, id), async ({ tx, subject, now }) => {
    const { webhook } = subject
    const earlier =
      overlapHours > 0
        ? { earlierSecret: webhook.secret, earlierUntil: new Date(now.getTime() + overlapHours * 3_600_000) }
        : { earlierSecret: null, earlierUntil: null }
    const edit = { version: webhook.version + 1, updatedAt: now }
    const value = await store.updateWebhook(tx, id, { secret, ...earlier, ...edit })
    return { value: { ...value, shown }, subjectId: id, details: { overlapHours } }
  })
}

/** Ends it for good; what waits is not sent any more. */
export function endWebhook(ctx: Context, id: string): Promise<store.Webhook> {
  return act(ctx, webhookActions.endWebhook, theWebhook(ctx, id), async ({ tx, subject, now }) => {
    const { webhook } = subject
    if (webhook.state === 'ended') return { value: webhook, unchanged: true as const }
    await store.updateWaiting(tx, id, { state: 'cancelled', endedAt: now })
    const ended = { state: 'ended' as const, dueAt: null, earlierSecret: null, earlierUntil: null }
    const edit = { version: webhook.version + 1, updatedAt: now }
    return { value: await store.updateWebhook(tx, id, { ...ended, ...edit }), subjectId: id }
  })
}
