revoke all on people from dcr_eraser;
--> statement-breakpoint
ALTER TABLE "agreement_signatures" DROP CONSTRAINT "agreement_signatures_once";--> statement-breakpoint
ALTER TABLE "people" DROP CONSTRAINT "people_erased_whole";--> statement-breakpoint
DROP INDEX "messages_once";--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "second_guardian" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "second_guardian" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD COLUMN "second_guardian" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "second_guardian" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD COLUMN "second_guardian" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "second_guardian_name" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "second_guardian_email" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "second_guardian_language" text;--> statement-breakpoint
CREATE INDEX "people_by_second_guardian_email" ON "people" USING btree (lower("second_guardian_email")) WHERE "people"."second_guardian_email" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("subject_id","template","party","second_guardian",coalesce("person_id", "member_id"),"occasion") WHERE "messages"."occasion" is not null;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_once" UNIQUE("version_id","party","second_guardian");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_erased_whole" CHECK ("people"."erased_at" is null or coalesce("people"."given_name", "people"."family_name", "people"."birth_date"::text, "people"."email",
        "people"."guardian_name", "people"."guardian_email", "people"."second_guardian_name", "people"."second_guardian_email", "people"."external_id") is null);
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
  -- Who is on file already is no second guardian, and a third one has no place.
  if exists (select 1 from people p where p.id = kept and (p.guardian_name = other.second_guardian_name
    or p.second_guardian_name <> other.second_guardian_name)) then
    other.second_guardian_name := null;
    other.second_guardian_email := null;
    other.second_guardian_language := null;
  end if;
  update people set given_name = null, family_name = null, latin_given_name = null, latin_family_name = null,
    birth_date = null, email = null, guardian_name = null, guardian_email = null, second_guardian_name = null,
    second_guardian_email = null, external_id = null, language = null, guardian_language = null,
    second_guardian_language = null, merged_into = kept, version = version + 1, updated_at = at
  where id = merged;
  update people set birth_date = case born_as when 'merged' then other.birth_date else birth_date end,
    latin_given_name = coalesce(latin_given_name, other.latin_given_name),
    latin_family_name = coalesce(latin_family_name, other.latin_family_name),
    email = coalesce(email, other.email),
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
end $$;
--> statement-breakpoint
revoke all on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) from public;
--> statement-breakpoint
grant execute on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) to dcr_app;
--> statement-breakpoint
alter function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
create or replace function recipient_of(message uuid) returns table (name text, learner text, address text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select case m.party when 'member' then u.name when 'guardian' then
      case when m.second_guardian then p.second_guardian_name else p.guardian_name end
      else coalesce(nullif(p.given_name, ''), p.family_name) end,
    coalesce(nullif(p.given_name, ''), p.family_name),
    case m.party when 'member' then u.email when 'guardian' then
      case when m.second_guardian then p.second_guardian_email else p.guardian_email end else p.email end
  from messages m left join people p on p.id = m.person_id left join members u on u.id = m.member_id
  where m.id = message and m.organisation_id = acting_organisation() $$;
--> statement-breakpoint
revoke all on function recipient_of(message uuid) from public;
--> statement-breakpoint
grant execute on function recipient_of(message uuid) to dcr_app;
--> statement-breakpoint
alter function recipient_of(message uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function second_pages_of(address text, at timestamptz) returns table (organisation_id uuid, person_id uuid) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id from people p
    where lower(p.second_guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.second_guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$;
--> statement-breakpoint
revoke all on function second_pages_of(address text, at timestamptz) from public;
--> statement-breakpoint
alter function second_pages_of(address text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
grant select, update (given_name, family_name, latin_given_name, latin_family_name, birth_date, of_age, email, guardian_name, guardian_email, second_guardian_name, second_guardian_email, external_id, language, guardian_language, second_guardian_language, erased_at, updated_at, version) on people to dcr_eraser;
