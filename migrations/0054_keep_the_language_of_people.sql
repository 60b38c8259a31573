revoke all on people from dcr_eraser;
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "guardian_language" text;
--> statement-breakpoint
create or replace function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
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
  update people set given_name = null, family_name = null, latin_given_name = null, latin_family_name = null,
    birth_date = null, email = null, guardian_name = null, guardian_email = null, external_id = null,
    language = null, guardian_language = null, merged_into = kept, version = version + 1, updated_at = at
  where id = merged;
  update people set birth_date = case born_as when 'merged' then other.birth_date else birth_date end,
    latin_given_name = coalesce(latin_given_name, other.latin_given_name),
    latin_family_name = coalesce(latin_family_name, other.latin_family_name),
    email = coalesce(email, other.email),
    guardian_name = coalesce(guardian_name, other.guardian_name),
    guardian_email = coalesce(guardian_email, other.guardian_email),
    external_id = coalesce(external_id, other.external_id), language = coalesce(language, other.language),
    guardian_language = coalesce(guardian_language, other.guardian_language), version = version + 1, updated_at = at
  where id = kept;
  delete from running_periods k where k.person_id in (kept, merged);
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select r.code, r.subject_id, r.organisation_id, r.person_id, r.since from running_of(kept) r;
  perform set_config('app.moves', '', true);
  return counts;
end $$;
--> statement-breakpoint
revoke all on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) from public;
--> statement-breakpoint
grant execute on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) to dcr_app;
--> statement-breakpoint
alter function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
grant select, update (given_name, family_name, latin_given_name, latin_family_name, birth_date, of_age, email, guardian_name, guardian_email, external_id, language, guardian_language, erased_at, updated_at, version) on people to dcr_eraser;
