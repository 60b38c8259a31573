import { sql } from 'drizzle-orm'
import type { World } from './world.ts'

export type Asked = () => PromiseLike<{ status: number }>

/** Waits until a statement of this world sleeps in a trigger. */
export async function untilAsleep(world: World): Promise<void> {
  const asleep = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`
  for (let tries = 0; tries < 500; tries++) {
    const found = (await world.services.db.owner.execute(asleep)) as unknown[]
    if (found.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Asks for the second while the first is being written, slowly (`change`: such as "insert on marks"); the status of each. */
export async function cross(
  world: World,
  change: string,
  first: Asked,
  second: Asked,
): Promise<[number, number]> {
  const { owner } = world.services.db
  await owner.execute(
    sql.raw(`
    create or replace function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.3); return new; end $$;
    create trigger dawdle before ${change} for each row execute function dawdle()`),
  )
  const under = first().then((one) => one.status)
  await untilAsleep(world)
  const late = await second().then((one) => one.status)
  const early = await under
  await owner.execute(sql.raw(`drop trigger dawdle on ${change.split(' ').at(-1)}`))
  return [early, late]
}
