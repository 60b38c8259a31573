import { setTimeout as pause } from 'node:timers/promises'
import { writeDown } from '../../act.ts'
import { type Context, type Services, write } from '../../context.ts'
import type { Database, Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import type { Posted } from '../../platform/outgoing/post-outside.ts'
import { findEvents } from '../events/read-events.ts'
import { readNumbered } from '../events/store.ts'
import { tellMembers } from '../outbox/tell-coordinators.ts'
import { webhookActions } from './actions.ts'
import { deliveriesOf, typesOf } from './delivery.ts'
import { nextTry, signedHeaders } from './signing.ts'
import * as store from './store.ts'

/** Whoever claims a webhook has so long for it; longer than two answers may take. */
const LEASE_MS = 60_000
/** How long one is sent to before it is another's turn, and how long a turn of the job waits for those under way. */
const TURN_MS = 20_000
const WAIT_MS = 2000
/** So many are sent to at a time by one process. */
const AT_ONCE = 64
/** So many deliveries are made of events at a time. */
const AHEAD = 50
/** How long what was sent is kept, in milliseconds. */
const KEPT_FOR = 30 * 86_400_000

/** Those that a process is sending to: a slow one goes on beside the next turns of the job. */
type UnderWay = { sending: Set<Promise<void>>; failures: unknown[] }
const ofProcess = new WeakMap<Database['owner'], UnderWay>()

/**
 * Sends what is due, each webhook for itself: one after the other in its order, and beside all others. May run in several
 * processes: a webhook is claimed for a time, so that what its process did not come to write down is sent again.
 */
export async function sendWebhooks(services: Services): Promise<void> {
  const { owner } = services.db
  const underWay = ofProcess.get(owner) ?? { sending: new Set(), failures: [] }
  ofProcess.set(owner, underWay)
  const { sending, failures } = underWay
  const upTo = await readNumbered(owner)
  const ends = performance.now() + WAIT_MS
  while (sending.size < AT_ONCE && performance.now() < ends) {
    const now = services.now()
    const webhook = await store.claimWebhook(owner, upTo, now, new Date(now.getTime() + LEASE_MS))
    if (!webhook) break
    const one: Promise<void> = workOff(services, webhook)
      .catch((error) => void failures.push(error))
      .finally(() => sending.delete(one))
    sending.add(one)
  }
  await Promise.race([Promise.all(sending), pause(WAIT_MS, undefined, { ref: false })])
  if (failures.length > 0) throw new AggregateError(failures.splice(0), 'Some webhooks could not be sent to.')
}

/** Forgets what was sent long ago. */
export const forgetDeliveries = ({ db, now }: Services): Promise<void> =>
  store.deleteEnded(db.owner, new Date(now().getTime() - KEPT_FOR))

function jobContextOf(services: Services, organisationId: string): Context {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: 'job:send-webhooks', answer: null }
}

/** Sends to one webhook, in order, until nothing waits, something was not taken, or its turn is over. */
async function workOff(services: Services, { id, organisationId }: store.Webhook): Promise<void> {
  const ctx = jobContextOf(services, organisationId)
  const ends = performance.now() + TURN_MS
  for (;;) {
    const found = await write(ctx, (tx) => takeNext(tx, ctx, id))
    if (!found) break
    const { webhook, delivery } = found
    const posted = await ctx.outside.post({
      url: webhook.url,
      headers: await headersOf(ctx, webhook, delivery),
      body: delivery.body,
    })
    if (!(await write(ctx, (tx) => writeOutcome(tx, ctx, id, delivery, posted)))) return
    if (performance.now() > ends) break
  }
  await write(ctx, (tx) => store.updateWebhook(tx, id, { leasedUntil: null }))
}

async function headersOf({ signer, now }: Context, webhook: store.Webhook, delivery: store.WebhookDelivery) {
  const at = now()
  const isBoth = webhook.earlierSecret && webhook.earlierUntil && webhook.earlierUntil > at
  const concealed = [webhook.secret, ...(isBoth ? [webhook.earlierSecret!] : [])]
  const secrets = await Promise.all(concealed.map((secret) => signer.reveal(secret)))
  return signedHeaders(secrets, { id: delivery.messageId, at, body: delivery.body })
}

/** What is sent next; where nothing waits, deliveries are made of the events that came meanwhile. */
async function takeNext(tx: Tx, ctx: Context, id: string) {
  const webhook = await store.lockWebhook(tx, ctx.actor.organisationId, id)
  if (webhook.state !== 'active') return null
  const now = ctx.now()
  const leasedUntil = new Date(now.getTime() + LEASE_MS)
  await store.updateWebhook(tx, id, { leasedUntil })
  for (let { position } = webhook; ; ) {
    const delivery = await store.findNextDelivery(tx, id)
    if (delivery) return { webhook, delivery }
    const found = await eventsFor(tx, webhook, position, now)
    await store.insertDeliveries(tx, deliveriesOf(webhook, found.events, ctx.publicUrl, now))
    await store.updateWebhook(tx, id, { position: found.position })
    if (found.events.length === 0 && !found.more) return null
    position = found.position
  }
}

/** Of what is no longer told it is told nothing: it goes on from where the service is. */
async function eventsFor(tx: Tx, webhook: store.Webhook, after: number, now: Date) {
  try {
    return await findEvents(tx, null, { after, types: typesOf(webhook), limit: AHEAD }, now)
  } catch (error) {
    if (!(error instanceof Refusal && error.reason === 'gone')) throw error
    return { events: [], position: await readNumbered(tx), more: false }
  }
}

const isTaken = (posted: Posted) => posted.status !== null && posted.status >= 200 && posted.status < 300

/** Writes down what came of an attempt; false where nothing more is to be sent now. */
async function writeOutcome(
  tx: Tx,
  ctx: Context,
  id: string,
  { id: deliveryId, attempts: before }: store.WebhookDelivery,
  posted: Posted,
): Promise<boolean> {
  const webhook = await store.lockWebhook(tx, ctx.actor.organisationId, id)
  const now = ctx.now()
  const attempts = before + 1
  const tried = { attempts, status: posted.status, triedAt: now }
  if (isTaken(posted)) {
    await store.updateDelivery(tx, deliveryId, { ...tried, state: 'delivered', problem: null, endedAt: now })
    await store.updateWebhook(tx, id, { failingSince: null, dueAt: null, problem: null })
    return webhook.state === 'active'
  }
  const problem = posted.status === null ? posted.problem : `status-${posted.status}`
  await store.updateDelivery(tx, deliveryId, { ...tried, problem })
  const failing = { problem, failingSince: webhook.failingSince ?? now, leasedUntil: null }
  if (webhook.state !== 'active') {
    await store.updateWebhook(tx, id, { leasedUntil: null })
    return false
  }
  const retryAfter = posted.status === null ? null : posted.retryAfter
  const dueAt = posted.status === 410 ? null : nextTry(attempts, now, retryAfter, Math.random())
  if (dueAt) await store.updateWebhook(tx, id, { ...failing, dueAt })
  else await disable(tx, ctx, webhook, failing)
  return false
}

/** Nothing more is sent to it until somebody says so; they are told by mail, and it stands in the work list. */
async function disable(
  tx: Tx,
  ctx: Context,
  { id, organisationId, version }: store.Webhook,
  failing: Pick<store.Webhook, 'problem' | 'failingSince' | 'leasedUntil'>,
): Promise<void> {
  const now = ctx.now()
  const disabled = { state: 'disabled' as const, disabledAt: now, dueAt: null, updatedAt: now }
  await store.updateWebhook(tx, id, { ...failing, ...disabled, version: version + 1 })
  const subject = { state: 'active', organisationId }
  const line = { subjectId: id, details: { problem: failing.problem } }
  await writeDown(tx, ctx, webhookActions.disableWebhook, subject, line)
  const occasion = `webhook-disabled ${id} ${now.toISOString()}`
  await tellMembers(tx, ctx, 'admin', { organisationId, template: 'webhook-disabled', occasion })
}
