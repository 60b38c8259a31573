import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { standingOrders } from '../../db/schema/exchange/standing-orders.ts'

export type Order = typeof standingOrders.$inferSelect
type Kind = Order['kind']

/** What was ordered last of each kind, in force or not. */
export async function listOrders(tx: Tx, organisationId: string): Promise<Order[]> {
  return tx.select().from(standingOrders).where(eq(standingOrders.organisationId, organisationId))
}

export async function findOrder(tx: Tx, organisationId: string, kind: Kind): Promise<Order | undefined> {
  const [row] = await tx.select().from(standingOrders).where(itsOrder(organisationId, kind))
  return row
}

const itsOrder = (organisationId: string, kind: Kind) =>
  and(eq(standingOrders.organisationId, organisationId), eq(standingOrders.kind, kind))

type Given = Omit<typeof standingOrders.$inferInsert, 'id' | 'organisationId' | 'kind'>

/** Gives an order, in the place of what was ordered before. */
export async function putOrder(tx: Tx, organisationId: string, kind: Kind, given: Given): Promise<Order> {
  const anew = { endedAt: null, restingSince: null, problem: null, sweptAt: null, sweepAfter: null }
  const [row] = await tx
    .insert(standingOrders)
    .values({ ...given, organisationId, kind })
    .onConflictDoUpdate({
      target: [standingOrders.organisationId, standingOrders.kind],
      set: { ...given, ...anew, leasedUntil: null },
    })
    .returning()
  return row!
}

/** Ends an order; undefined where none is in force. */
export async function closeOrder(
  tx: Tx,
  organisationId: string,
  kind: Kind,
  now: Date,
): Promise<Order | undefined> {
  const [row] = await tx
    .update(standingOrders)
    .set({ endedAt: now })
    .where(and(itsOrder(organisationId, kind), isNull(standingOrders.endedAt)))
    .returning()
  return row
}

/** As it was given, unless it was given anew or ended meanwhile. */
const stillIts = ({ id, givenAt }: Pick<Order, 'id' | 'givenAt'>) =>
  and(
    eq(standingOrders.id, id),
    eq(standingOrders.givenAt, givenAt),
    isNull(standingOrders.endedAt),
    isNull(standingOrders.restingSince),
  )

/** Lays an order to rest; undefined where it is none in force any more. */
export async function layToRest(
  tx: Tx,
  order: Order,
  problem: NonNullable<Order['problem']>,
  now: Date,
): Promise<Order | undefined> {
  const [row] = await tx
    .update(standingOrders)
    .set({ restingSince: now, problem, leasedUntil: null })
    .where(stillIts(order))
    .returning()
  return row
}

/** Claims the order that has waited for longest of those by which something may be due. */
export async function claimOrder(
  owner: Tx,
  upTo: number,
  { now, leasedUntil, sweptBefore }: { now: Date; leasedUntil: Date; sweptBefore: Date },
): Promise<Order | undefined> {
  const { position, sweptAt, triedAt } = standingOrders
  const due = owner
    .select({ id: standingOrders.id })
    .from(standingOrders)
    .where(
      and(
        isNull(standingOrders.endedAt),
        isNull(standingOrders.restingSince),
        or(isNull(standingOrders.leasedUntil), lte(standingOrders.leasedUntil, now)),
        or(sql`${position} < ${upTo}`, isNull(sweptAt), lte(sweptAt, sweptBefore)),
      ),
    )
    .orderBy(sql`${triedAt} nulls first`, asc(standingOrders.id))
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await owner
    .update(standingOrders)
    .set({ leasedUntil, triedAt: now })
    .where(inArray(standingOrders.id, due))
    .returning()
  return row
}

/** Where whoever looks next goes on, and that nobody is at it. */
export type Looked = Partial<Pick<Order, 'position' | 'sweptAt' | 'sweepAfter'>>

/** Notes up to where it was looked; whoever lost the claim meanwhile notes nothing. */
export async function noteLooked(owner: Tx, order: Order, looked: Looked): Promise<void> {
  await owner
    .update(standingOrders)
    .set({ ...looked, leasedUntil: null })
    .where(and(stillIts(order), eq(standingOrders.leasedUntil, order.leasedUntil!)))
}
