create or replace function hand_over(of_mobility uuid, host uuid, agreements boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.moves', 'on', true);
  if not exists (select from mobilities m where m.id = of_mobility and m.organisation_id = acting_organisation()) then
    raise exception 'no such mobility' using errcode = 'integrity_constraint_violation';
  end if;
  update recognitions set hosting_organisation_id = host where mobility_id = of_mobility;
  update outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence_outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update declarations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update information_acknowledgements set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update accommodations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update diary_entries set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update assignments set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update second_markings set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update links set hosting_organisation_id = host where subject_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update accompanying_persons set hosting_organisation_id = host where mobility_id = of_mobility;
  if agreements then
    update agreement_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_withdrawals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_reinstatements set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_slips set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_objections set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update paper_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update paper_signature_confirmations set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update links set hosting_organisation_id = host where subject_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_versions set hosting_organisation_id = host where mobility_id = of_mobility;
    update europass_descriptions set hosting_organisation_id = host where mobility_id = of_mobility;
  end if;
  perform set_config('app.moves', '', true);
end $$;
--> statement-breakpoint
revoke all on function hand_over(of_mobility uuid, host uuid, agreements boolean) from public;
--> statement-breakpoint
grant execute on function hand_over(of_mobility uuid, host uuid, agreements boolean) to dcr_app;
--> statement-breakpoint
alter function hand_over(of_mobility uuid, host uuid, agreements boolean) owner to dcr_owner;
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
    merged_into = kept, version = version + 1, updated_at = at
  where id = merged;
  update people set birth_date = case born_as when 'merged' then other.birth_date else birth_date end,
    latin_given_name = coalesce(latin_given_name, other.latin_given_name),
    latin_family_name = coalesce(latin_family_name, other.latin_family_name),
    email = coalesce(email, other.email),
    guardian_name = coalesce(guardian_name, other.guardian_name),
    guardian_email = coalesce(guardian_email, other.guardian_email),
    external_id = coalesce(external_id, other.external_id), version = version + 1, updated_at = at
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
