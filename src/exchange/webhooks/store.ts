import { and, asc, desc, eq, getTableColumns, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { webhookDeliveries, webhooks } from '../../db/schema/exchange/webhooks.ts'
import { notFound } from '../../errors.ts'
import type { Keyset } from '../../platform/http/pages.ts'

export type Webhook = typeof webhooks.$inferSelect
export type WebhookDelivery = typeof webhookDeliveries.$inferSelect

/** So many an organisation may have that were not ended. */
export const MAX_WEBHOOKS = 20

export async function insertWebhook(tx: Tx, values: typeof webhooks.$inferInsert): Promise<Webhook> {
  const [row] = await tx.insert(webhooks).values(values).returning()
  return row!
}

export async function countWebhooks(tx: Tx, organisationId: string): Promise<number> {
  const isThere = and(eq(webhooks.organisationId, organisationId), sql`${webhooks.state} <> 'ended'`)
  return tx.$count(webhooks, isThere)
}

export async function listWebhooks(tx: Tx, organisationId: string, keyset: Keyset): Promise<Webhook[]> {
  const { where, orderBy, limit } = page(keyset, webhooks)
  return tx
    .select(getTableColumns(webhooks))
    .from(webhooks)
    .where(and(eq(webhooks.organisationId, organisationId), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getWebhook(tx: Tx, organisationId: string, id: string): Promise<Webhook> {
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.organisationId, organisationId)))
  if (!row) throw notFound('webhook')
  return row
}

/** Held until the transaction ends. */
export async function lockWebhook(tx: Tx, organisationId: string, id: string): Promise<Webhook> {
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.organisationId, organisationId)))
    .for('update')
  if (!row) throw notFound('webhook')
  return row
}

export async function updateWebhook(
  tx: Tx,
  id: string,
  changes: Partial<Omit<Webhook, 'id' | 'organisationId'>>,
): Promise<Webhook> {
  const [row] = await tx.update(webhooks).set(changes).where(eq(webhooks.id, id)).returning()
  return row!
}

/**
 * Claims the webhook that was not tried for longest and has something to be told, so that nobody else sends to it
 * meanwhile: what one is sent comes one after the other.
 */
export async function claimWebhook(
  owner: Tx,
  upTo: number,
  now: Date,
  leasedUntil: Date,
): Promise<Webhook | undefined> {
  const waits = sql`exists (select from ${webhookDeliveries} d where d.webhook_id = ${webhooks.id} and d.state = 'waiting')`
  const due = owner
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(
      and(
        sql`${webhooks.state} = 'active'`,
        or(isNull(webhooks.leasedUntil), lte(webhooks.leasedUntil, now)),
        or(isNull(webhooks.dueAt), lte(webhooks.dueAt, now)),
        or(sql`${webhooks.position} < ${upTo}`, waits),
      ),
    )
    .orderBy(sql`${webhooks.triedAt} nulls first`, asc(webhooks.id))
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await owner
    .update(webhooks)
    .set({ leasedUntil, triedAt: now })
    .where(sql`${webhooks.id} in (${due})`)
    .returning()
  return row
}

export async function insertDeliveries(
  tx: Tx,
  rows: (typeof webhookDeliveries.$inferInsert)[],
): Promise<WebhookDelivery[]> {
  if (rows.length === 0) return []
  return tx.insert(webhookDeliveries).values(rows).returning()
}

/** What is sent next: a ping before everything else, then in order. */
export async function findNextDelivery(tx: Tx, webhookId: string): Promise<WebhookDelivery | undefined> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), sql`${webhookDeliveries.state} = 'waiting'`))
    .orderBy(desc(sql`${webhookDeliveries.type} = 'ping'`), asc(webhookDeliveries.seq))
    .limit(1)
  return row
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  changes: Partial<Omit<WebhookDelivery, 'id' | 'organisationId' | 'seq'>>,
): Promise<void> {
  await tx.update(webhookDeliveries).set(changes).where(eq(webhookDeliveries.id, id))
}

/** What waits starts anew, or is not sent any more. */
export async function updateWaiting(
  tx: Tx,
  webhookId: string,
  changes: { attempts: 0 } | { state: 'cancelled'; endedAt: Date },
): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set(changes)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, 'waiting')))
}

export async function getDelivery(tx: Tx, webhookId: string, id: string): Promise<WebhookDelivery> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.id, id)))
  if (!row) throw notFound('webhook-delivery')
  return row
}

export async function listDeliveries(
  tx: Tx,
  webhookId: string,
  keyset: Keyset,
  state: WebhookDelivery['state'] | undefined,
): Promise<WebhookDelivery[]> {
  const { where, orderBy, limit } = page(keyset, {
    id: webhookDeliveries.id,
    updatedAt: webhookDeliveries.createdAt,
  })
  const isWanted = state === undefined ? undefined : eq(webhookDeliveries.state, state)
  return tx
    .select(getTableColumns(webhookDeliveries))
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isWanted, where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** Forgets what ended before a moment. */
export async function deleteEnded(owner: Tx, before: Date): Promise<void> {
  await owner.delete(webhookDeliveries).where(lte(webhookDeliveries.endedAt, before))
}
