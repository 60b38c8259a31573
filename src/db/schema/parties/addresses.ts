import { type SQLWrapper, sql } from 'drizzle-orm'
import { DEFAULT_ZONE } from '../../../platform/time-zone.ts'
import { databaseFunction } from '../protect.ts'

const zone = sql.raw(`'${DEFAULT_ZONE}'`)

/** The moment from which an address does not work any more, by its last day: one that an index can be in the order of. */
export const endOfEmail = (lastDay: SQLWrapper) => sql`((${lastDay} + 1)::timestamp at time zone ${zone})`

/**
 * Where a learner is reached at a moment: at the address that their school has, until it ends, or where they said that they
 * want to be; null where that has ended, and they confirmed none of their own.
 */
export const addressOf = databaseFunction(
  'address_of(person uuid, at timestamptz)',
  `returns text language sql stable
  as $$ select case
      when p.private_email is not null and (coalesce(p.written_privately, false) or p.email is null or e.has_ended) then p.private_email
      when not e.has_ended then p.email
    end
  from people p
    cross join lateral (select coalesce(p.email_ends <
      (at at time zone coalesce((select s.set ->> 'timeZone' from organisation_settings s
        where s.organisation_id = p.organisation_id), '${DEFAULT_ZONE}'))::date, false) as has_ended) e
  where p.id = person $$`,
)

/** Whose pages are sent to an address: of learners, and to guardians those of learners who are under 18 at that moment. */
export const pagesOf = databaseFunction(
  'pages_of(address text, at timestamptz)',
  `returns table (organisation_id uuid, person_id uuid, party text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id, 'learner' from people p
    where (lower(p.email) = lower(address) or lower(p.private_email) = lower(address))
      and p.erased_at is null and p.merged_into is null
  union all
  select p.organisation_id, p.id, 'guardian' from people p
    where lower(p.guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$`,
  'owner',
)

/** The same of second guardians. */
export const secondPagesOf = databaseFunction(
  'second_pages_of(address text, at timestamptz)',
  `returns table (organisation_id uuid, person_id uuid) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id from people p
    where lower(p.second_guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.second_guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$`,
  'owner',
)
