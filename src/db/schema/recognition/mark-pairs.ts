import { date, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { parties } from '../parties.ts'
import { databaseFunction, type Guard, protect } from '../protect.ts'
import { erasing, look, ofParties } from '../protections.ts'

/**
 * How often first and second assessors gave which levels (0: none), by partnership, framework and day (UTC) of the second
 * marks. The database adds to it as second marks are written down.
 */
export const markPairs = pgTable(
  'mark_pairs',
  {
    ...parties(),
    frameworkId: text().notNull(),
    day: date().notNull(),
    first: integer().notNull(),
    second: integer().notNull(),
    times: integer().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'mark_pairs_once',
      columns: [t.organisationId, t.hostingOrganisationId, t.frameworkId, t.day, t.first, t.second],
    }),
    index('mark_pairs_by_day').on(t.organisationId, t.day),
    index('mark_pairs_by_day_of_host').on(t.hostingOrganisationId, t.day),
  ],
)

protect(markPairs, { rows: [ofParties, erasing], may: { dcr_app: look, dcr_eraser: look } })

/** Of the table of marks: second marks are counted with the first ones of the same outcome. */
export const counted: Guard<never> = {
  name: 'counted',
  after: 'insert',
  when: "new.round = 'second'",
  run: databaseFunction(
    'count_pair()',
    `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mark_pairs as counted
  select new.organisation_id, new.hosting_organisation_id, r.framework_id,
    (new.submitted_at at time zone 'UTC')::date, coalesce(f.level, 0), coalesce(new.level, 0), 1
  from assessments f, recognitions r
  where f.outcome_id = new.outcome_id and f.round = 'first' and r.id = new.recognition_id
  on conflict (organisation_id, hosting_organisation_id, framework_id, day, first, second)
    do update set times = counted.times + 1;
  return null;
end $$`,
  ),
}
