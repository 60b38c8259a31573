import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { retentionClasses } from '../parties/settings.ts'
import { databaseFunction, type Guard, protect } from '../protect.ts'
import { erasing, look, ownRows } from '../protections.ts'
import { countedByDay, countedTogether } from './running-days.ts'

/**
 * The cases and people whose period of retention runs, by class, and since when. The database keeps it, by the triggers of
 * whatever that depends on; links, whose own row says when they end, are not among them.
 */
export const runningPeriods = pgTable(
  'running_periods',
  {
    code: text({ enum: retentionClasses }).notNull(),
    /** The case, or the person. */
    subjectId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    personId: uuid().notNull(),
    since: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.subjectId] }),
    index('running_periods_by_time').on(t.organisationId, t.code, t.since, t.subjectId),
    index('running_periods_by_person').on(t.personId),
  ],
)

protect(runningPeriods, {
  rows: [ownRows, erasing],
  may: { dcr_app: look, dcr_eraser: look },
  guards: [countedTogether, countedByDay('delete')],
})

/** The periods that run of one person, as what was done tells: none of a case while anything of it waits. */
databaseFunction(
  'running_of(whom uuid)',
  `returns table (code text, subject_id uuid, organisation_id uuid, person_id uuid, since timestamp with time zone)
  language sql stable as $$
  with cases as (
    select r.id, r.organisation_id,
      r.stage in ('certified', 'refused', 'withdrawn')
        and not exists (select 1 from appeals a where a.recognition_id = r.id and a.closed_at is null)
        and not exists (select 1 from certificates c where c.recognition_id = r.id and (c.status = 'intended'
          or exists (select 1 from revocation_requests q where q.certificate_id = c.id and q.outcome is null)
          or exists (select 1 from corrections q where q.certificate_id = c.id and q.outcome is null)))
        as is_quiet,
      greatest(r.stage_since,
        (select max(c.issued_at) from certificates c where c.recognition_id = r.id),
        (select max(a.closed_at) from appeals a where a.recognition_id = r.id)) as ended_at,
      exists (select 1 from certificates c where c.recognition_id = r.id and c.status = 'issued') as is_certified
    from mobilities m join recognitions r on r.mobility_id = m.id
    where m.learner_id = whom)
  select k.code, c.id, c.organisation_id, whom, c.ended_at
  from cases c, (values ('drafts'), ('special-needs'), ('evidence'), ('appeal-texts')) as k (code)
  where c.is_quiet and case k.code
    when 'drafts' then exists (select 1 from assessment_drafts d where d.recognition_id = c.id)
    when 'special-needs' then exists (select 1 from accommodations a where a.recognition_id = c.id)
    when 'evidence' then exists (select 1 from evidence e where e.recognition_id = c.id and e.erased_at is null)
      or exists (select 1 from diary_entries d where d.recognition_id = c.id)
    else exists (select 1 from appeals a where a.recognition_id = c.id and coalesce(a.name, a.grounds) is not null)
  end
  union all
  select case when exists (select 1 from cases c where c.is_certified) then 'people' else 'uncertified' end,
    p.id, p.organisation_id, p.id, greatest(p.created_at,
      (select max(m.ends_on::timestamp at time zone 'UTC') from mobilities m where m.learner_id = whom),
      (select max(c.ended_at) from cases c))
  from people p
  where p.id = whom and p.erased_at is null and p.merged_into is null and not exists (select 1 from cases c where not c.is_quiet) $$`,
)

const keepPeriods = databaseFunction(
  'keep_periods()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
  whom uuid;
begin
  if tg_table_name = 'people' then
    whom := new.id;
  elsif tg_table_name = 'mobilities' then
    whom := new.learner_id;
  elsif tg_table_name = 'recognitions' then
    select m.learner_id into whom from mobilities m where m.id = new.mobility_id;
  else
    if tg_table_name in ('revocation_requests', 'corrections') then
      select c.recognition_id into case_id from certificates c where c.id = new.certificate_id;
    elsif tg_op = 'DELETE' then
      case_id := old.recognition_id;
    else
      case_id := new.recognition_id;
    end if;
    -- Of a case that goes on nothing runs, whatever is added to it.
    select m.learner_id into whom from recognitions r join mobilities m on m.id = r.mobility_id
    where r.id = case_id and r.stage in ('certified', 'refused', 'withdrawn');
  end if;
  if whom is null then
    return null;
  end if;
  -- Two cases of one person that end at once must each see the other one's end.
  perform 1 from people p where p.id = whom for no key update;
  delete from running_periods k where k.person_id = whom and not exists (
    select 1 from running_of(whom) r
    where r.code = k.code and r.subject_id = k.subject_id and r.since = k.since);
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select r.code, r.subject_id, r.organisation_id, r.person_id, r.since from running_of(whom) r
  on conflict do nothing;
  return null;
end $$`,
)

type Over = Extract<Guard, { after: unknown }>['after']

/** Of a table that says whether a period runs; `when` a row says anything of it. */
export const running = (over: Over, when?: string): Guard<never> => ({
  name: over === 'update' ? 'running_on' : 'running',
  after: over,
  run: keepPeriods,
  ...(when && { when }),
})

/** Of people who are entered: there is no case of them yet, and nothing else that could tell more. */
export const runningFromEntry: Guard<never> = {
  name: 'running',
  after: 'insert',
  once: true,
  run: databaseFunction(
    'begin_periods()',
    `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select 'uncertified', e.id, e.organisation_id, e.id, e.created_at
  from entered e where e.erased_at is null and e.merged_into is null;
  return null;
end $$`,
  ),
}
