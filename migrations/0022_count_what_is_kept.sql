CREATE TABLE "running_days" (
	"organisation_id" uuid NOT NULL,
	"code" text NOT NULL,
	"day" date NOT NULL,
	"part" integer NOT NULL,
	"things" integer NOT NULL,
	CONSTRAINT "running_days_organisation_id_code_day_part_pk" PRIMARY KEY("organisation_id","code","day","part")
);
--> statement-breakpoint
CREATE TABLE "running_periods" (
	"code" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "running_periods_code_subject_id_pk" PRIMARY KEY("code","subject_id")
);
--> statement-breakpoint
ALTER TABLE "running_days" ADD CONSTRAINT "running_days_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "running_periods" ADD CONSTRAINT "running_periods_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "running_periods_by_time" ON "running_periods" USING btree ("organisation_id","code","since","subject_id");--> statement-breakpoint
CREATE INDEX "running_periods_by_person" ON "running_periods" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "links_by_expiry_of_organisation" ON "links" USING btree ("organisation_id","expires_at","id");
--> statement-breakpoint
create or replace function add_to_day(whose uuid, what text, since timestamp with time zone, more integer) returns void language sql as $$
  insert into running_days as counted (organisation_id, code, day, part, things)
  values (whose, what, (since at time zone 'UTC')::date, pg_backend_pid() % 16, more)
  on conflict (organisation_id, code, day, part) do update set things = counted.things + excluded.things $$;
--> statement-breakpoint
revoke all on function add_to_day(whose uuid, what text, since timestamp with time zone, more integer) from public;
--> statement-breakpoint
alter function add_to_day(whose uuid, what text, since timestamp with time zone, more integer) owner to dcr_owner;
--> statement-breakpoint
create or replace function count_day() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    if tg_table_name = 'links' then
      perform add_to_day(old.organisation_id, 'links', old.expires_at, -1);
    else
      perform add_to_day(old.organisation_id, old.code, old.since, -1);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if tg_table_name = 'links' then
      perform add_to_day(new.organisation_id, 'links', new.expires_at, 1);
    else
      perform add_to_day(new.organisation_id, new.code, new.since, 1);
    end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
alter function count_day() owner to dcr_owner;
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
    if tg_table_name = 'revocation_requests' then
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
create or replace function running_of(whom uuid) returns table (code text, subject_id uuid, organisation_id uuid, person_id uuid, since timestamp with time zone)
  language sql stable as $$
  with cases as (
    select r.id, r.organisation_id,
      r.stage in ('certified', 'refused', 'withdrawn')
        and not exists (select 1 from appeals a where a.recognition_id = r.id and a.closed_at is null)
        and not exists (select 1 from certificates c where c.recognition_id = r.id and (c.status = 'intended'
          or exists (select 1 from revocation_requests q where q.certificate_id = c.id and q.outcome is null)))
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
create trigger running after insert or delete on accommodations for each row execute function keep_periods();
--> statement-breakpoint
create trigger running after insert or update on appeals for each row execute function keep_periods();
--> statement-breakpoint
create trigger running after insert or delete on assessment_drafts for each row execute function keep_periods();
--> statement-breakpoint
create trigger running after insert or update on certificates for each row execute function keep_periods();
--> statement-breakpoint
create trigger running after insert on evidence for each row execute function keep_periods();
--> statement-breakpoint
create trigger running_on after update on evidence for each row when (old.erased_at is distinct from new.erased_at) execute function keep_periods();
--> statement-breakpoint
create trigger counted after insert or delete on links for each row execute function count_day();
--> statement-breakpoint
create trigger counted_anew after update on links for each row when (old.expires_at is distinct from new.expires_at) execute function count_day();
--> statement-breakpoint
create trigger running after insert on mobilities for each row execute function keep_periods();
--> statement-breakpoint
create trigger running_on after update on mobilities for each row when (old.ends_on is distinct from new.ends_on) execute function keep_periods();
--> statement-breakpoint
create trigger running after insert on people for each row execute function keep_periods();
--> statement-breakpoint
create trigger running_on after update on people for each row when (old.erased_at is distinct from new.erased_at) execute function keep_periods();
--> statement-breakpoint
create trigger running after insert on recognitions for each row execute function keep_periods();
--> statement-breakpoint
create trigger running_on after update on recognitions for each row when ((old.stage, old.stage_since) is distinct from (new.stage, new.stage_since)) execute function keep_periods();
--> statement-breakpoint
create trigger running after insert or update on revocation_requests for each row execute function keep_periods();
--> statement-breakpoint
alter table running_days owner to dcr_owner;
--> statement-breakpoint
alter table running_days enable row level security;
--> statement-breakpoint
alter table running_days force row level security;
--> statement-breakpoint
create policy own on running_days to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on running_days to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on running_days to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on running_days for select to dcr_service using (true);
--> statement-breakpoint
grant select on running_days to dcr_app;
--> statement-breakpoint
grant select on running_days to dcr_eraser;
--> statement-breakpoint
grant select on running_days to dcr_service;
--> statement-breakpoint
alter table running_periods owner to dcr_owner;
--> statement-breakpoint
alter table running_periods enable row level security;
--> statement-breakpoint
alter table running_periods force row level security;
--> statement-breakpoint
create policy own on running_periods to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on running_periods to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on running_periods to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on running_periods for select to dcr_service using (true);
--> statement-breakpoint
grant select on running_periods to dcr_app;
--> statement-breakpoint
grant select on running_periods to dcr_eraser;
--> statement-breakpoint
grant select on running_periods to dcr_service;
--> statement-breakpoint
insert into running_periods (code, subject_id, organisation_id, person_id, since)
select r.code, r.subject_id, r.organisation_id, r.person_id, r.since from people p, running_of(p.id) r;
--> statement-breakpoint
insert into running_days (organisation_id, code, day, part, things)
select organisation_id, code, (since at time zone 'UTC')::date, 0, count(*) from running_periods group by 1, 2, 3
union all
select organisation_id, 'links', (expires_at at time zone 'UTC')::date, 0, count(*) from links group by 1, 2, 3;
--> statement-breakpoint
create trigger counted after insert or delete on running_periods for each row execute function count_day();
