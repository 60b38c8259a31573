revoke all on people from dcr_eraser;
--> statement-breakpoint
CREATE TABLE "unconfirmed_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"written_privately" boolean NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email_ends" date;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "private_email" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "private_email_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "written_privately" boolean;--> statement-breakpoint
ALTER TABLE "unconfirmed_addresses" ADD CONSTRAINT "unconfirmed_addresses_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unconfirmed_addresses" ADD CONSTRAINT "unconfirmed_addresses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unconfirmed_addresses_by_organisation" ON "unconfirmed_addresses" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "unconfirmed_addresses_by_person" ON "unconfirmed_addresses" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "unconfirmed_addresses_by_age" ON "unconfirmed_addresses" USING btree ("given_at");--> statement-breakpoint
CREATE INDEX "messages_ended_of_organisation" ON "messages" USING btree ("organisation_id","ended_at","id") WHERE "messages"."ended_at" is not null and "messages"."bounced_at" is null and "messages"."state" <> 'bounced';--> statement-breakpoint
CREATE INDEX "people_by_private_email" ON "people" USING btree (lower("private_email")) WHERE "people"."private_email" is not null;--> statement-breakpoint
CREATE INDEX "people_by_end_of_email" ON "people" USING btree ("organisation_id","email_ends","id") WHERE "people"."email_ends" is not null;
--> statement-breakpoint
create or replace function address_of(person uuid, at timestamptz) returns text language sql stable
  as $$ select case
      when p.private_email is not null and (coalesce(p.written_privately, false) or p.email is null or e.has_ended) then p.private_email
      when not e.has_ended then p.email
    end
  from people p
    cross join lateral (select coalesce(p.email_ends <
      (at at time zone coalesce((select s.set ->> 'timeZone' from organisation_settings s
        where s.organisation_id = p.organisation_id), 'Europe/Riga'))::date, false) as has_ended) e
  where p.id = person $$;
--> statement-breakpoint
alter function address_of(person uuid, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
create or replace function count_day() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
--> statement-breakpoint
alter function count_day() owner to dcr_owner;
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
end $$;
--> statement-breakpoint
revoke all on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) from public;
--> statement-breakpoint
grant execute on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) to dcr_app;
--> statement-breakpoint
alter function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
create or replace function pages_of(address text, at timestamptz) returns table (organisation_id uuid, person_id uuid, party text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id, 'learner' from people p
    where (lower(p.email) = lower(address) or lower(p.private_email) = lower(address))
      and p.erased_at is null and p.merged_into is null
  union all
  select p.organisation_id, p.id, 'guardian' from people p
    where lower(p.guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$;
--> statement-breakpoint
revoke all on function pages_of(address text, at timestamptz) from public;
--> statement-breakpoint
alter function pages_of(address text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
insert into running_days (organisation_id, code, day, part, things)
select organisation_id, 'messages', (ended_at at time zone 'UTC')::date, 0, count(*) from messages
where ended_at is not null and bounced_at is null and state <> 'bounced' group by 1, 2, 3;
--> statement-breakpoint
create trigger counted after insert or delete on messages for each row execute function count_day();
--> statement-breakpoint
create trigger counted_anew after update on messages for each row when ((old.ended_at, old.bounced_at, old.state) is distinct from (new.ended_at, new.bounced_at, new.state)) execute function count_day();
--> statement-breakpoint
grant select, update (given_name, family_name, latin_given_name, latin_family_name, birth_date, of_age, email, email_ends, private_email, private_email_since, written_privately, guardian_name, guardian_email, second_guardian_name, second_guardian_email, external_id, language, guardian_language, second_guardian_language, erased_at, updated_at, version) on people to dcr_eraser;
--> statement-breakpoint
alter table unconfirmed_addresses owner to dcr_owner;
--> statement-breakpoint
alter table unconfirmed_addresses enable row level security;
--> statement-breakpoint
alter table unconfirmed_addresses force row level security;
--> statement-breakpoint
create policy own on unconfirmed_addresses to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on unconfirmed_addresses to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on unconfirmed_addresses to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on unconfirmed_addresses to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, delete on unconfirmed_addresses to dcr_app;
--> statement-breakpoint
grant select, delete on unconfirmed_addresses to dcr_service;
--> statement-breakpoint
grant select, delete on unconfirmed_addresses to dcr_eraser;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on unconfirmed_addresses for each row execute function refuse_erased('person_id');
