import { and, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { attempts } from '../../db/schema/operation.ts'

/** Something that a job has to do: under which name, whose it is, and the case that it belongs to. */
export type Item = { item: string; organisationId: string | null; recognitionId: string | null }

/** Whoever claims an item has so long for it, in milliseconds; then it is anybody's again. */
export const LEASE = 120_000
/** After its first failure an item waits for a minute, then twice as long each time, up to this, in milliseconds. */
const LONGEST_WAIT = 6 * 3_600_000
/** What failed so often by itself, or for so many milliseconds, is told to people. */
const STUCK_AFTER = { failures: 5, milliseconds: 86_400_000 }

/**
 * For a query of what a job has to do, joined with `attempts` by `join`: `isDue` leaves out what is claimed, or failed and
 * waits; `order` gives each organisation one in its turn, and the first turn to whose was not tried for longest.
 */
export function dueFairly(
  job: string,
  { item, organisation, age }: { item: SQL; organisation: PgColumn | SQL; age: PgColumn },
  now: Date,
): { join: SQL | undefined; isDue: SQL | undefined; order: SQL[] } {
  return {
    join: and(eq(attempts.job, job), sql`${attempts.item} = ${item}`),
    isDue: or(sql`${attempts.dueAt} is null`, lte(attempts.dueAt, now)),
    order: [
      sql`row_number() over (partition by ${organisation} order by ${attempts.triedAt} nulls first, ${age})`,
      sql`max(${attempts.triedAt}) over (partition by ${organisation}) nulls first`,
      sql`${age}`,
    ],
  }
}

/** Claims an item for this process; false when another one has it, or it failed and waits. */
export async function claim(owner: Tx, job: string, item: Item, now: Date): Promise<boolean> {
  const dueAt = new Date(now.getTime() + LEASE)
  const claimed = await owner
    .insert(attempts)
    .values({ job, ...item, since: now, triedAt: now, dueAt })
    .onConflictDoUpdate({
      target: [attempts.job, attempts.item],
      set: { triedAt: now, dueAt, doneAt: null },
      setWhere: lte(attempts.dueAt, now),
    })
    .returning({ id: attempts.id })
  return claimed.length > 0
}

/** Who looked before it was done does not do it again: that it is done is known for as long as a claim. */
export async function settleItem(
  owner: Tx,
  job: string,
  item: string,
  now: Date,
  comesAgain: boolean,
): Promise<void> {
  const dueAt = comesAgain ? now : new Date(now.getTime() + LEASE)
  await owner
    .update(attempts)
    .set({ doneAt: now, dueAt, failures: 0 })
    .where(and(eq(attempts.job, job), eq(attempts.item, item)))
}

/** Puts off for so long what cannot be done now, for want of what stands beside the service. */
export async function pauseItem(
  owner: Tx,
  job: string,
  item: string,
  now: Date,
  milliseconds: number,
): Promise<void> {
  const dueAt = new Date(now.getTime() + milliseconds)
  await owner
    .insert(attempts)
    .values({ job, item, since: now, triedAt: now, dueAt })
    .onConflictDoUpdate({ target: [attempts.job, attempts.item], set: { triedAt: now, dueAt, doneAt: null } })
}

/** Whether something failed, and waits. */
export async function isPutOff(owner: Tx, job: string, item: string, now: Date): Promise<boolean> {
  const [row] = await owner
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(eq(attempts.job, job), eq(attempts.item, item), isNull(attempts.doneAt), gt(attempts.dueAt, now)),
    )
  return row !== undefined
}

/** Nothing else is kept of what is done. */
export async function forgetDone(owner: Tx, job: string, now: Date): Promise<void> {
  await owner
    .delete(attempts)
    .where(and(eq(attempts.job, job), isNotNull(attempts.doneAt), lte(attempts.dueAt, now)))
}

/** Puts off what failed: by itself for longer each time; for want of an auxiliary until the next turn. */
export async function putOff(
  owner: Tx,
  job: string,
  item: string,
  now: Date,
  isItsOwn: boolean,
): Promise<void> {
  const wait = sql`least(power(2, least(${attempts.failures}, 20)) * interval '1 minute', ${LONGEST_WAIT} * interval '1 millisecond')`
  const own = {
    failures: sql`${attempts.failures} + 1`,
    dueAt: sql`${now.toISOString()}::timestamptz + ${wait}`,
  }
  await owner
    .update(attempts)
    .set(isItsOwn ? own : { dueAt: now })
    .where(and(eq(attempts.job, job), eq(attempts.item, item)))
}

/** Whether an attempt has failed for so long that people are told. */
export function isStuck(now: Date): SQL | undefined {
  const long = new Date(now.getTime() - STUCK_AFTER.milliseconds)
  return and(
    isNull(attempts.doneAt),
    or(sql`${attempts.failures} >= ${STUCK_AFTER.failures}`, lte(attempts.since, long)),
  )
}

/** How many items of each job were tried in vain, and how many of them for so long that people are told. */
export async function countAttempts(
  owner: Tx,
  now: Date,
): Promise<{ job: string; failing: number; stuck: number }[]> {
  const { job } = attempts
  return owner
    .select({
      job,
      failing: sql<number>`count(*)::int`,
      stuck: sql<number>`(count(*) filter (where ${isStuck(now)}))::int`,
    })
    .from(attempts)
    .where(isNull(attempts.doneAt))
    .groupBy(job)
}
