CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"fields" jsonb NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "corrections_by_two" CHECK ("corrections"."outcome" <> 'confirmed' or "corrections"."decided_by" <> "corrections"."proposed_by")
);
--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_proposed_by_members_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open" ON "corrections" USING btree ("certificate_id") WHERE "corrections"."outcome" is null;--> statement-breakpoint
CREATE INDEX "corrections_waiting" ON "corrections" USING btree ("organisation_id","proposed_at","id") WHERE "corrections"."outcome" is null;--> statement-breakpoint
CREATE INDEX "corrections_by_certificate" ON "corrections" USING btree ("certificate_id","id");
--> statement-breakpoint
create or replace function awaited_in(case_id uuid) returns table (kind text, subject_id uuid, organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid,
    since timestamp with time zone)
  language sql stable as $$
  select 'recognition-act', c.id, c.organisation_id, c.hosting_organisation_id, c.recognition_id,
    coalesce(c.issued_at, c.created_at)
  from certificates c
  where c.recognition_id = case_id and c.status = 'issued' and c.revoked_at is null
    and not exists (select 1 from recognition_acts a where a.recognition_id = case_id and a.certificate_id = c.id)
    and not exists (select 1 from revocation_requests q where q.certificate_id = c.id and q.outcome is null)
    and not exists (select 1 from corrections q where q.certificate_id = c.id and q.outcome is null)
  union all
  select 'certificate-after-appeal', a.id, a.organisation_id, a.hosting_organisation_id, a.recognition_id,
    coalesce(a.closed_at, a.submitted_at)
  from appeals a
  where a.recognition_id = case_id and a.state = 'upheld'
    and exists (select 1 from decisions d where d.recognition_id = case_id and d.appeal_id = a.id)
    and not exists (select 1 from certificates c
      where c.recognition_id = case_id and c.appeal_id >= a.id and c.status = 'issued')
    and coalesce((select c.revocation_reason from certificates c
      where c.recognition_id = case_id and c.status = 'issued' order by c.id desc limit 1), '') <> 'fraud' $$;
--> statement-breakpoint
alter function awaited_in(case_id uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_awaited() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
begin
  if tg_table_name in ('revocation_requests', 'corrections') then
    select c.recognition_id into case_id from certificates c where c.id = new.certificate_id;
  else
    case_id := new.recognition_id;
  end if;
  delete from awaited_steps w where w.recognition_id = case_id and not exists (
    select 1 from awaited_in(case_id) a where a.kind = w.kind and a.subject_id = w.subject_id);
  insert into awaited_steps select * from awaited_in(case_id) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function keep_awaited() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_correction() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
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
create or replace function keep_periods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
--> statement-breakpoint
alter function keep_periods() owner to dcr_owner;
--> statement-breakpoint
create or replace function pass_disclosure() returns trigger language plpgsql as $$
begin
  insert into disclosures (certificate_id, organisation_id, hosting_organisation_id, level, updated_at)
  select new.id, new.organisation_id, new.hosting_organisation_id, d.level, d.updated_at
  from disclosures d where d.certificate_id = new.supersedes
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function pass_disclosure() owner to dcr_owner;
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
  where p.id = whom and p.erased_at is null and not exists (select 1 from cases c where not c.is_quiet) $$;
--> statement-breakpoint
alter function running_of(whom uuid) owner to dcr_owner;
--> statement-breakpoint
create trigger disclosure_passed after update on certificates for each row when (old.status = 'intended' and new.status = 'issued' and new.supersedes is not null) execute function pass_disclosure();
--> statement-breakpoint
alter table corrections owner to dcr_owner;
--> statement-breakpoint
alter table corrections enable row level security;
--> statement-breakpoint
alter table corrections force row level security;
--> statement-breakpoint
create policy parties on corrections to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on corrections to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on corrections to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on corrections for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on corrections to dcr_app;
--> statement-breakpoint
grant select on corrections to dcr_eraser;
--> statement-breakpoint
grant select on corrections to dcr_service;
--> statement-breakpoint
create trigger kept before update or delete on corrections for each row execute function keep_correction();
--> statement-breakpoint
create trigger not_of_the_erased before insert on corrections for each row execute function refuse_erased('certificate_id');
--> statement-breakpoint
create trigger awaited after insert or update on corrections for each row execute function keep_awaited();
--> statement-breakpoint
create trigger running after insert or update on corrections for each row execute function keep_periods();
--> statement-breakpoint
insert into awaited_steps
select a.* from recognitions r cross join lateral awaited_in(r.id) a
where exists (select 1 from appeals p where p.recognition_id = r.id and p.state = 'upheld')
on conflict do nothing;
