import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { organisations } from '../parties/organisations.ts'
import { retentionClasses } from '../parties/settings.ts'
import { databaseFunction, type Guard, protect } from '../protect.ts'
import { erasing, look, ownRows } from '../protections.ts'

/**
 * Of how many things the period of retention runs, by class and by the day (UTC) since when: in parts, which add up, so that
 * those who change the same day do not wait for each other.
 */
export const runningDays = pgTable(
  'running_days',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    code: text({ enum: retentionClasses }).notNull(),
    day: date().notNull(),
    part: integer().notNull(),
    things: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.code, t.day, t.part] })],
)

protect(runningDays, { rows: [ownRows, erasing], may: { dcr_app: look, dcr_eraser: look } })

const countDay = databaseFunction(
  'count_day()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    if tg_table_name = 'links' then
      perform add_to_day(old.organisation_id, 'links', old.expires_at, -1);
    elsif tg_table_name = 'messages' then
      if old.ended_at is not null and old.bounced_at is null and old.state <> 'bounced' then
        perform add_to_day(old.organisation_id, 'messages', old.ended_at, -1);
      end if;
    else
      perform add_to_day(old.organisation_id, old.code, old.since, -1);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if tg_table_name = 'links' then
      perform add_to_day(new.organisation_id, 'links', new.expires_at, 1);
    elsif tg_table_name = 'messages' then
      if new.ended_at is not null and new.bounced_at is null and new.state <> 'bounced' then
        perform add_to_day(new.organisation_id, 'messages', new.ended_at, 1);
      end if;
    else
      perform add_to_day(new.organisation_id, new.code, new.since, 1);
    end if;
  end if;
  return null;
end $$`,
)

databaseFunction(
  'add_to_day(whose uuid, what text, since timestamp with time zone, more integer)',
  `returns void language sql as $$
  insert into running_days as counted (organisation_id, code, day, part, things)
  values (whose, what, (since at time zone 'UTC')::date, pg_backend_pid() % 16, more)
  on conflict (organisation_id, code, day, part) do update set things = counted.things + excluded.things $$`,
  'owner',
)

const countEntered = databaseFunction(
  'count_entered()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into running_days as counted (organisation_id, code, day, part, things)
  select e.organisation_id, e.code, (e.since at time zone 'UTC')::date, pg_backend_pid() % 16, count(*)
  from entered e group by 1, 2, 3 order by 1, 2, 3
  on conflict (organisation_id, code, day, part) do update set things = counted.things + excluded.things;
  return null;
end $$`,
)

/** Of a table into which many rows go at once: each day is counted once for all of them. */
export const countedTogether: Guard<never> = {
  name: 'counted_in',
  after: 'insert',
  once: true,
  run: countEntered,
}

/** Of a table whose rows are counted by day. */
export const countedByDay = (
  over: 'insert or delete' | 'delete' | 'update',
  when?: string,
): Guard<never> => ({
  name: over === 'update' ? 'counted_anew' : 'counted',
  after: over,
  run: countDay,
  ...(when && { when }),
})
