CREATE TABLE "agreement_reinstatements" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kept_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"born_as" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "person_words" (
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "person_words_person_id_word_pk" PRIMARY KEY("person_id","word")
);
--> statement-breakpoint
ALTER TABLE "people" DROP CONSTRAINT "people_known_or_erased";--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "code_shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "cancelled_by" uuid;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "cancellation_reason" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "agreement_reinstatements" ADD CONSTRAINT "agreement_reinstatements_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_reinstatements" ADD CONSTRAINT "agreement_reinstatements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_reinstatements" ADD CONSTRAINT "agreement_reinstatements_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_reinstatements" ADD CONSTRAINT "agreement_reinstatements_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_kept_id_people_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_merged_id_people_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_proposed_by_members_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_words" ADD CONSTRAINT "person_words_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_words" ADD CONSTRAINT "person_words_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_merges_by_kept" ON "person_merges" USING btree ("kept_id","id");--> statement-breakpoint
CREATE INDEX "person_merges_by_merged" ON "person_merges" USING btree ("merged_id","id");--> statement-breakpoint
CREATE INDEX "person_words_by_word" ON "person_words" USING btree ("organisation_id","word" text_pattern_ops,"person_id");--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_cancelled_by_members_id_fk" FOREIGN KEY ("cancelled_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_people_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
alter table "mobilities" disable trigger not_of_the_erased;--> statement-breakpoint
alter table "mobilities" disable trigger stamped;--> statement-breakpoint
update "mobilities" set "code_shared" = true from (
  select "organisation_id", "project_code", "mobility_code" from "mobilities"
  where "mobility_code" is not null group by 1, 2, 3 having count(*) > 1) as shared
where ("mobilities"."organisation_id", "mobilities"."project_code", "mobilities"."mobility_code")
  = (shared."organisation_id", shared."project_code", shared."mobility_code");--> statement-breakpoint
alter table "mobilities" enable trigger not_of_the_erased;--> statement-breakpoint
alter table "mobilities" enable trigger stamped;--> statement-breakpoint
CREATE UNIQUE INDEX "mobilities_code_once" ON "mobilities" USING btree ("organisation_id","project_code","mobility_code") WHERE "mobilities"."mobility_code" is not null and not "mobilities"."code_shared" and "mobilities"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "people_by_birth" ON "people" USING btree ("organisation_id","birth_date","id");--> statement-breakpoint
CREATE INDEX "people_merged" ON "people" USING btree ("merged_into") WHERE "people"."merged_into" is not null;--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_cancelled_for_a_reason" CHECK (("mobilities"."cancelled_at" is null) = ("mobilities"."cancellation_reason" is null));--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_known_or_erased" CHECK ("people"."erased_at" is not null or "people"."merged_into" is not null or ("people"."given_name" is not null and "people"."family_name" is not null
        and "people"."birth_date" is not null));
--> statement-breakpoint
create or replace function hand_over(of_mobility uuid, host uuid, agreements boolean) returns void language plpgsql security definer set search_path = public, pg_temp set app.moves = 'on' as $$
begin
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
  update assignments set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update second_markings set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update links set hosting_organisation_id = host where subject_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  if agreements then
    update agreement_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_withdrawals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_reinstatements set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_slips set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update links set hosting_organisation_id = host where subject_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_versions set hosting_organisation_id = host where mobility_id = of_mobility;
    update europass_descriptions set hosting_organisation_id = host where mobility_id = of_mobility;
  end if;
end $$;
--> statement-breakpoint
revoke all on function hand_over(of_mobility uuid, host uuid, agreements boolean) from public;
--> statement-breakpoint
grant execute on function hand_over(of_mobility uuid, host uuid, agreements boolean) to dcr_app;
--> statement-breakpoint
alter function hand_over(of_mobility uuid, host uuid, agreements boolean) owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_appeal() returns trigger language plpgsql as $$
declare
  added text[] := array['state', 'handler_id', 'heard_at', 'marking_asked_of', 'marking_asked_at',
    'closed_at', 'reasons', 'updated_at'];
  erased text[] := array['name', 'grounds', 'updated_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and old.closed_at is not null and new.name is null
    and new.grounds is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'DELETE' or old.closed_at is not null or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'an appeal does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_appeal() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_assignment() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.withdrawn_at is null then
    if old.declared_at is null and new.declared_at is not null then
      movable := movable || array['declared_at', 'last_trained_on', 'related', 'other_conflict', 'state'];
    end if;
    if old.withdrawn_at is null and new.withdrawn_at is not null then
      movable := movable || array['withdrawn_at', 'withdrawn_by', 'withdrawal_reason', 'state'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'an assignment does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_assignment() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_authorisation() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.revoked_at is null then
    if old.revoked_at is null and new.revoked_at is not null then
      movable := movable || array['revoked_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'an authorisation does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_authorisation() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_correction() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.outcome is null then
    if old.outcome is null and new.outcome is not null then
      movable := movable || array['outcome', 'decided_by', 'decided_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a correction does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_correction() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_data_request() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.answered_at is null then
    if old.extended_at is null and new.extended_at is not null then
      movable := movable || array['extended_at', 'extension_reason', 'due_on', 'waiting_since'];
    end if;
    if old.answered_at is null and new.answered_at is not null then
      movable := movable || array['answered_at', 'answered_by', 'outcome', 'answer'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a data request does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_data_request() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_evidence() returns trigger language plpgsql as $$
declare
  added text[] := array['scan', 'scanned_at'];
  erased text[] := array['title', 'url', 'record', 'erased_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and new.title is null and new.url is null
    and new.record is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if old.scan <> 'held' or new.scan = 'held' then
    added := '{}';
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'evidence does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_evidence() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_grant() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.decided_at is null then
    if old.proposed_by is null and new.proposed_by is not null then
      movable := movable || array['proposed_by', 'taken_on_through', 'proposed_in_person'];
    end if;
    if old.decided_at is null and new.decided_at is not null then
      movable := movable || array['decided_at', 'decided_by', 'state', 'by_one_client'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a grant does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_grant() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_issuing_pause() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.resumed_at is null then
    if old.resumed_at is null and new.resumed_at is not null then
      movable := movable || array['resumed_at', 'resumed_by', 'reason'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a pause does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_issuing_pause() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_memorandum() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.ended_on is null then
    if old.confirmed_at is null and new.confirmed_at is not null then
      movable := movable || array['confirmed_at', 'confirmed_by', 'updated_at'];
    end if;
    if old.ended_on is null and new.ended_on is not null then
      movable := movable || array['ended_on', 'ended_by', 'end_reason', 'updated_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a memorandum does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_memorandum() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_person_merge() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.decided_at is null then
    if old.decided_at is null and new.decided_at is not null then
      movable := movable || array['decided_at', 'decided_by', 'outcome'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a merge does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_person_merge() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_revocation_request() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.outcome is null then
    if old.outcome is null and new.outcome is not null then
      movable := movable || array['outcome', 'decided_by', 'decided_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a request to revoke does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_revocation_request() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := sought_words(new.given_name, new.family_name, new.latin_given_name, new.latin_family_name);
begin
  delete from person_words w where w.person_id = new.id and w.word <> all (words);
  insert into person_words (person_id, organisation_id, word)
  select new.id, new.organisation_id, word from unnest(words) as word on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function keep_words() owner to dcr_owner;
--> statement-breakpoint
create or replace function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) returns jsonb language plpgsql security definer set search_path = public, pg_temp set app.moves = 'on' as $$
declare
  other people;
  leads record;
  moved bigint;
  counts jsonb := '{}';
begin
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
  return counts;
end $$;
--> statement-breakpoint
revoke all on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) from public;
--> statement-breakpoint
grant execute on function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) to dcr_app;
--> statement-breakpoint
alter function merge_people(kept uuid, merged uuid, born_as text, at timestamptz) owner to dcr_owner;
--> statement-breakpoint
create or replace function only_moved(before jsonb, after jsonb) returns boolean language sql stable
  as $$ select current_user = 'dcr_owner' and current_setting('app.moves', true) = 'on'
    and before - '{person_id,hosting_organisation_id}'::text[] = after - '{person_id,hosting_organisation_id}'::text[] $$;
--> statement-breakpoint
alter function only_moved(before jsonb, after jsonb) owner to dcr_owner;
--> statement-breakpoint
create or replace function person_named(organisation uuid, given text, family text, born date) returns uuid language plpgsql as $$
declare
  words text[] := sought_words(given, family);
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, born, words), 0));
  return (select p.id from people p
    where p.organisation_id = organisation and p.birth_date = born and words <> '{}'
      and sought_words(p.given_name, p.family_name) = words
    order by p.id limit 1);
end $$;
--> statement-breakpoint
alter function person_named(organisation uuid, given text, family text, born date) owner to dcr_owner;
--> statement-breakpoint
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
alter function refuse_change() owner to dcr_owner;
--> statement-breakpoint
create or replace function running_of(whom uuid) returns table (code text, subject_id uuid, organisation_id uuid, person_id uuid, since timestamp with time zone)
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
    else exists (select 1 from appeals a where a.recognition_id = c.id and coalesce(a.name, a.grounds) is not null)
  end
  union all
  select case when exists (select 1 from cases c where c.is_certified) then 'people' else 'uncertified' end,
    p.id, p.organisation_id, p.id, greatest(p.created_at,
      (select max(m.ends_on::timestamp at time zone 'UTC') from mobilities m where m.learner_id = whom),
      (select max(c.ended_at) from cases c))
  from people p
  where p.id = whom and p.erased_at is null and p.merged_into is null and not exists (select 1 from cases c where not c.is_quiet) $$;
--> statement-breakpoint
alter function running_of(whom uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function sought_words(variadic names text[]) returns text[] language sql immutable
  as $$ select coalesce(array_agg(word order by word), '{}') from (
    select distinct word collate "C" as word
    from unnest(names) as name
    cross join lateral regexp_split_to_table(translate(replace(replace(replace(replace(lower(translate(regexp_replace(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), '[''‘’ʼʹ`´]', '', 'g'), 'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺ', 'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺ') collate "C"), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), 'łŀƚøɵđðħŧıƀǥƶĸŋ', 'lllooddhtibgzkn'), '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u034f\u037e\u0387\u055a-\u055f\u0589\u058a\u05be-\u05c7\u061c\u10fb\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u303f\u3164\ufe00-\ufe1f\ufeff\uffa0\U000e0000-\U000e0fff]+') as word
    where word <> '') as words $$;
--> statement-breakpoint
alter function sought_words(variadic names text[]) owner to dcr_owner;
--> statement-breakpoint
create or replace function stay_of(learner uuid, begins date, ends date) returns uuid language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(learner::text, 0));
  return (select m.id from mobilities m
    where m.learner_id = learner and m.starts_on <= ends and m.ends_on >= begins and m.cancelled_at is null
    order by m.id limit 1);
end $$;
--> statement-breakpoint
alter function stay_of(learner uuid, begins date, ends date) owner to dcr_owner;
--> statement-breakpoint
alter table agreement_reinstatements owner to dcr_owner;
--> statement-breakpoint
alter table agreement_reinstatements enable row level security;
--> statement-breakpoint
alter table agreement_reinstatements force row level security;
--> statement-breakpoint
create policy parties on agreement_reinstatements to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on agreement_reinstatements to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on agreement_reinstatements to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_reinstatements for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on agreement_reinstatements to dcr_app;
--> statement-breakpoint
grant select on agreement_reinstatements to dcr_eraser;
--> statement-breakpoint
grant select on agreement_reinstatements to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on agreement_reinstatements for each row execute function refuse_change();
--> statement-breakpoint
insert into person_words (person_id, organisation_id, word)
select p.id, p.organisation_id, word from people p
cross join unnest(sought_words(p.given_name, p.family_name, p.latin_given_name, p.latin_family_name)) as word
where p.erased_at is null;
--> statement-breakpoint
create trigger words after insert on people for each row execute function keep_words();
--> statement-breakpoint
create trigger words_on after update on people for each row when ((old.given_name, old.family_name, old.latin_given_name, old.latin_family_name)
        is distinct from (new.given_name, new.family_name, new.latin_given_name, new.latin_family_name)) execute function keep_words();
--> statement-breakpoint
alter table person_merges owner to dcr_owner;
--> statement-breakpoint
alter table person_merges enable row level security;
--> statement-breakpoint
alter table person_merges force row level security;
--> statement-breakpoint
create policy own on person_merges to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on person_merges to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on person_merges to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on person_merges for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on person_merges to dcr_app;
--> statement-breakpoint
grant select on person_merges to dcr_eraser;
--> statement-breakpoint
grant select on person_merges to dcr_service;
--> statement-breakpoint
create trigger kept before update or delete on person_merges for each row execute function keep_person_merge();
--> statement-breakpoint
alter table person_words owner to dcr_owner;
--> statement-breakpoint
alter table person_words enable row level security;
--> statement-breakpoint
alter table person_words force row level security;
--> statement-breakpoint
create policy own on person_words to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on person_words to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on person_words to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on person_words for select to dcr_service using (true);
--> statement-breakpoint
grant select on person_words to dcr_app;
--> statement-breakpoint
grant select, delete on person_words to dcr_eraser;
--> statement-breakpoint
grant select on person_words to dcr_service;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on person_words for each row execute function refuse_erased('person_id');
