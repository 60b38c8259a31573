import { writeDown } from '../../act.ts'
import { type Context, read, type Services, write } from '../../context.ts'
import type { Errands } from '../../platform/auth/errand.ts'
import { addressFor } from '../batches/batch.ts'
import { readNumbered } from '../events/store.ts'
import { orderActions } from './actions.ts'
import { findDue } from './find-due.ts'
import type { DueByOrder } from './order.ts'
import { claimOrder, layToRest, noteLooked, type Order } from './store.ts'

/** Whoever claims an order has so long for it, longer than what was found due at once takes; one turn is shorter. */
const LEASE_MS = 180_000
const TURN_MS = 50_000
/** So often all that is open is looked through, for what a day or a register makes due. */
const SWEEP_MS = 3_600_000
/** So soon that is done again where the service could not do something. */
const AGAIN_MS = 60_000

/**
 * Does what is due by standing orders, each as a request of whoever gave the order, with the rights that they have now.
 * May run twice and in several processes: an order is claimed for a time, and what was done is not due any more.
 */
export async function carryOutOrders(services: Services, errands: Errands): Promise<void> {
  const { db, now } = services
  const failures: unknown[] = []
  const ends = performance.now() + TURN_MS
  while (performance.now() < ends) {
    const upTo = await readNumbered(db.owner)
    const at = now()
    const sweptBefore = new Date(at.getTime() - SWEEP_MS)
    const claim = { now: at, leasedUntil: new Date(at.getTime() + LEASE_MS), sweptBefore }
    const order = await claimOrder(db.owner, upTo, claim)
    if (!order) break
    await carryOut(services, errands, order, { upTo, sweptBefore, now: at }, failures).catch(
      (error) => void failures.push(error),
    )
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some of what was ordered could not be done.')
}

type When = { upTo: number; sweptBefore: Date; now: Date }

/** What the service could not do now is looked at again soon, with all that is open. */
async function carryOut(
  services: Services,
  errands: Errands,
  order: Order,
  when: When,
  failures: unknown[],
): Promise<void> {
  const ctx = jobContextOf(services, order.organisationId)
  const { due, looked } = await read(ctx, (tx) => findDue(tx, order, when))
  let isLeft = false
  for (const one of due) {
    const { status } = await errands(errandOf(order, one), requestOf(one)).catch(() => ({ status: 500 }))
    if (status === 401 || status === 403)
      return rest(ctx, order, status === 401 ? 'unauthenticated' : 'forbidden')
    if (status < 500 && status !== 429) continue
    isLeft = true
    failures.push(new Error(`${one.action.key} was answered ${status}`))
  }
  const again = { sweptAt: new Date(when.now.getTime() - SWEEP_MS + AGAIN_MS), sweepAfter: null }
  await noteLooked(services.db.owner, order, isLeft ? { ...looked, ...again } : looked)
}

function jobContextOf(services: Services, organisationId: string): Context {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: 'job:carry-out-orders', answer: null }
}

/** Whoever gave it may not do this any more: nothing is done until somebody who may gives it anew. */
async function rest(ctx: Context, order: Order, problem: NonNullable<Order['problem']>): Promise<void> {
  const { organisationId, kind } = order
  await write(ctx, async (tx) => {
    if (!(await layToRest(tx, order, problem, ctx.now()))) return
    const subject = { state: null, organisationId }
    const line = { subjectId: organisationId, details: { order: kind, problem } }
    await writeDown(tx, ctx, orderActions.restOrder, subject, line)
  })
}

function errandOf(order: Order, { action, key }: DueByOrder) {
  const { id, organisationId, clientId, memberId, signedIn, credentialId, subjectHash } = order
  const { kind, scopes, givenAt } = order
  const since = givenAt.toISOString()
  return {
    actor: { organisationId, clientId, memberId, personId: null, signedIn, credentialId, subjectHash },
    scopes,
    key: `order ${id} ${since} ${action.key} ${key}`,
    requestId: `order:${id}`,
    action: action.key,
    route: action.route!,
    read: undefined,
    order: { kind, since },
  }
}

const requestOf = ({ action, params, body }: DueByOrder) => ({
  method: 'POST' as const,
  url: addressFor(action.route!.slice(action.route!.indexOf(' ') + 1), params),
  headers: { accept: 'application/json' },
  payload: body,
})
