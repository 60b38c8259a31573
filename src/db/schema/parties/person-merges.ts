import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, keptInSteps, look, ownRows } from '../protections.ts'
import { members, organisations } from './organisations.ts'
import { people } from './people.ts'

/** What became of a proposal to merge. */
export const mergeOutcomes = ['merged', 'dismissed'] as const
/** Of which of the two records something is right. */
export const mergeSides = ['kept', 'merged'] as const

/** That two records are of one person: somebody says so, and another one confirms it, or not. */
export const personMerges = pgTable(
  'person_merges',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    keptId: uuid()
      .notNull()
      .references(() => people.id),
    mergedId: uuid()
      .notNull()
      .references(() => people.id),
    /** Whose birth date is right. */
    bornAs: text({ enum: mergeSides }).notNull(),
    proposedBy: uuid()
      .notNull()
      .references(() => members.id),
    proposedAt: moment().notNull(),
    outcome: text({ enum: mergeOutcomes }),
    decidedBy: uuid().references(() => members.id),
    decidedAt: moment(),
  },
  (t) => [
    index('person_merges_by_kept').on(t.keptId, t.id),
    index('person_merges_by_merged').on(t.mergedId, t.id),
    index('person_merges_waiting')
      .on(t.organisationId, t.proposedAt, t.keptId)
      .where(sql`${t.outcome} is null`),
  ],
)

protect(personMerges, {
  rows: [ownRows, erasing],
  may: { dcr_app: edit, dcr_eraser: look },
  guards: [keptInSteps('keep_person_merge()', 'a merge', ['decided_at', 'decided_by', 'outcome'])],
})

/**
 * Moves all that leads to one record of a person to the other one, by whatever keys there are, empties the one, and leaves
 * it as a signpost. Both have to be of the acting organisation. How many rows moved, by table.
 */
export const mergePeople = databaseFunction(
  'merge_people(kept uuid, merged uuid, born_as text, at timestamptz)',
  `returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  other people;
  leads record;
  moved bigint;
  counts jsonb := '{}';
begin
  perform set_config('app.moves', 'on', true);
  -- In the order in which whoever acts in a case, or erases somebody, holds them.
  perform 1 from mobilities m where m.learner_id in (kept, merged) order by m.id for update;
  perform 1 from recognitions r join mobilities m on m.id = r.mobility_id
    where m.learner_id in (kept, merged) order by r.id for update of r;
  perform 1 from certificates c join recognitions r on r.id = c.recognition_id join mobilities m on m.id = r.mobility_id
    where m.learner_id in (kept, merged) order by c.id for update of c;
  perform 1 from people p where p.id in (kept, merged) order by p.id for update;
  if kept = merged or 2 <> (select count(*) from people p where p.id in (kept, merged)
    and p.organisation_id = acting_organisation() and p.erased_at is null and p.merged_into is null) then
    raise exception 'these two are not merged' using errcode = 'integrity_constraint_violation';
  end if;
  update mobilities set version = version + 1, updated_at = at where learner_id = merged;
  for leads in
    select k.conrelid::regclass as place, a.attname as pointing from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'people'::regclass
      and k.conrelid not in ('person_words'::regclass, 'person_merges'::regclass)
    order by k.conrelid::regclass::text, a.attname
  loop
    execute format('update %s set %I = $1 where %I = $2', leads.place, leads.pointing, leads.pointing) using kept, merged;
    get diagnostics moved = row_count;
    if moved > 0 then
      counts := counts || jsonb_build_object(leads.place::text, moved);
    end if;
  end loop;
  select * into other from people p where p.id = merged;
  -- Who is on file already is no second guardian, and a third one has no place.
  if exists (select 1 from people p where p.id = kept and (p.guardian_name = other.second_guardian_name
    or p.second_guardian_name <> other.second_guardian_name)) then
    other.second_guardian_name := null;
    other.second_guardian_email := null;
    other.second_guardian_language := null;
  end if;
  update people set given_name = null, family_name = null, latin_given_name = null, latin_family_name = null,
    birth_date = null, email = null, email_ends = null, private_email = null, private_email_since = null,
    written_privately = null, guardian_name = null, guardian_email = null, second_guardian_name = null,
    second_guardian_email = null, external_id = null, language = null, guardian_language = null,
    second_guardian_language = null, merged_into = kept, version = version + 1, updated_at = at
  where id = merged;
  update people set birth_date = case born_as when 'merged' then other.birth_date else birth_date end,
    latin_given_name = coalesce(latin_given_name, other.latin_given_name),
    latin_family_name = coalesce(latin_family_name, other.latin_family_name),
    email = coalesce(email, other.email),
    email_ends = case when email is null then other.email_ends else email_ends end,
    private_email = coalesce(private_email, other.private_email),
    private_email_since = case when private_email is null then other.private_email_since else private_email_since end,
    written_privately = case when private_email is null then other.written_privately else written_privately end,
    guardian_name = coalesce(guardian_name, other.guardian_name),
    guardian_email = coalesce(guardian_email, other.guardian_email),
    second_guardian_name = coalesce(second_guardian_name, other.second_guardian_name),
    second_guardian_email = coalesce(second_guardian_email, other.second_guardian_email),
    external_id = coalesce(external_id, other.external_id), language = coalesce(language, other.language),
    guardian_language = coalesce(guardian_language, other.guardian_language),
    second_guardian_language = coalesce(second_guardian_language, other.second_guardian_language), version = version + 1, updated_at = at
  where id = kept;
  delete from running_periods k where k.person_id in (kept, merged);
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select r.code, r.subject_id, r.organisation_id, r.person_id, r.since from running_of(kept) r;
  perform set_config('app.moves', '', true);
  return counts;
end $$`,
  'dcr_app',
)
