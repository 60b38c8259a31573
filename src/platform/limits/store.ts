import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../context.ts'
import { askWithin, type Database } from '../../db/client.ts'
import { requestCounts } from '../../db/schema/operation.ts'

/** How often something was asked since its window began, and in how many milliseconds that window ends. */
type Counted = { current: number; ttl: number }

/** Counts one more, for all processes of the database; the window begins with the first that is counted. */
export async function countOneMore(db: Database, key: string, windowMs: number): Promise<Counted> {
  const { asked, endsAt } = requestCounts
  const ends = sql`now() + ${windowMs} * interval '1 millisecond'`
  const [row] = await askWithin(db, () =>
    db.owner
      .insert(requestCounts)
      .values({ key, asked: 1, endsAt: ends })
      .onConflictDoUpdate({
        target: requestCounts.key,
        set: {
          asked: sql`case when ${endsAt} <= now() then 1 else ${asked} + 1 end`,
          endsAt: sql`case when ${endsAt} <= now() then ${ends} else ${endsAt} end`,
        },
      })
      .returning({
        current: asked,
        ttl: sql<number>`ceil(extract(epoch from ${endsAt} - now()) * 1000)::integer`,
      }),
  )
  return row!
}

/** Removes what was counted in windows that have ended. */
export async function forgetCounts({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.owner.delete(requestCounts).where(lt(requestCounts.endsAt, sql`now()`))
}
