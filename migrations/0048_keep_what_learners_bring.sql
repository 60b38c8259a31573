CREATE TABLE "diary_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"written_on" date NOT NULL,
	"text" text NOT NULL,
	"evidence_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "diary_entries" ADD CONSTRAINT "diary_entries_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_entries" ADD CONSTRAINT "diary_entries_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_entries" ADD CONSTRAINT "diary_entries_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_entries" ADD CONSTRAINT "diary_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_entries" ADD CONSTRAINT "diary_entries_evidence_id_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "diary_entries_by_recognition" ON "diary_entries" USING btree ("recognition_id","id");--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "people_by_email" ON "people" USING btree (lower("email")) WHERE "people"."email" is not null;--> statement-breakpoint
CREATE INDEX "people_by_guardian_email" ON "people" USING btree (lower("guardian_email")) WHERE "people"."guardian_email" is not null;
--> statement-breakpoint
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
  if agreements then
    update agreement_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_withdrawals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_reinstatements set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_slips set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_objections set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
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
create or replace function pages_of(address text, at timestamptz) returns table (organisation_id uuid, person_id uuid, party text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id, 'learner' from people p
    where lower(p.email) = lower(address) and p.erased_at is null and p.merged_into is null
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
      or exists (select 1 from diary_entries d where d.recognition_id = c.id)
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
alter table diary_entries owner to dcr_owner;
--> statement-breakpoint
alter table diary_entries enable row level security;
--> statement-breakpoint
alter table diary_entries force row level security;
--> statement-breakpoint
create policy own on diary_entries to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on diary_entries to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on diary_entries to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on diary_entries for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (written_on, text, evidence_id, updated_at) on diary_entries to dcr_app;
--> statement-breakpoint
grant select, delete on diary_entries to dcr_eraser;
--> statement-breakpoint
grant select on diary_entries to dcr_service;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on diary_entries for each row execute function refuse_erased('recognition_id');
--> statement-breakpoint
create trigger running after insert or delete on diary_entries for each row execute function keep_periods();
