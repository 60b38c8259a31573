CREATE TABLE "status_lists" (
	"list" text PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"revoked" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "awaited_steps" (
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "awaited_steps_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "mark_pairs" (
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"framework_id" text NOT NULL,
	"day" date NOT NULL,
	"first" integer NOT NULL,
	"second" integer NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "mark_pairs_once" PRIMARY KEY("organisation_id","hosting_organisation_id","framework_id","day","first","second")
);
--> statement-breakpoint
ALTER TABLE "status_lists" ADD CONSTRAINT "status_lists_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awaited_steps" ADD CONSTRAINT "awaited_steps_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awaited_steps" ADD CONSTRAINT "awaited_steps_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mark_pairs" ADD CONSTRAINT "mark_pairs_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mark_pairs" ADD CONSTRAINT "mark_pairs_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "awaited_steps_by_organisation" ON "awaited_steps" USING btree ("organisation_id","kind","since","subject_id");--> statement-breakpoint
CREATE INDEX "awaited_steps_by_recognition" ON "awaited_steps" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "mark_pairs_by_day" ON "mark_pairs" USING btree ("organisation_id","day");--> statement-breakpoint
CREATE INDEX "mark_pairs_by_day_of_host" ON "mark_pairs" USING btree ("hosting_organisation_id","day");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "certificates_revoked" ON "certificates" USING btree ("status_list","status_index") WHERE "certificates"."revoked_at" is not null;
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
  union all
  select 'certificate-after-appeal', a.id, a.organisation_id, a.hosting_organisation_id, a.recognition_id,
    coalesce(a.closed_at, a.submitted_at)
  from appeals a
  where a.recognition_id = case_id and a.state = 'upheld'
    and exists (select 1 from decisions d where d.recognition_id = case_id and d.appeal_id = a.id)
    and not exists (select 1 from certificates c
      where c.recognition_id = case_id and c.appeal_id >= a.id and c.status = 'issued')
    and (a.certificate_id is null
      or exists (select 1 from certificates c where c.id = a.certificate_id and c.revoked_at is null)) $$;
--> statement-breakpoint
alter function awaited_in(case_id uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function count_pair() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mark_pairs as counted
  select new.organisation_id, new.hosting_organisation_id, r.framework_id,
    (new.submitted_at at time zone 'UTC')::date, coalesce(f.level, 0), coalesce(new.level, 0), 1
  from assessments f, recognitions r
  where f.outcome_id = new.outcome_id and f.round = 'first' and r.id = new.recognition_id
  on conflict (organisation_id, hosting_organisation_id, framework_id, day, first, second)
    do update set times = counted.times + 1;
  return null;
end $$;
--> statement-breakpoint
alter function count_pair() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_awaited() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
begin
  if tg_table_name = 'revocation_requests' then
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
create or replace function keep_status_list() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or old.status <> 'issued' then
    insert into status_lists (list, organisation_id, changed_at, revoked)
    values (new.status_list, new.organisation_id, coalesce(new.issued_at, new.created_at), 0) on conflict do nothing;
  end if;
  if new.revoked_at is not null and (tg_op = 'INSERT' or old.revoked_at is null) then
    update status_lists set revoked = revoked + 1, changed_at = greatest(changed_at, new.revoked_at)
    where list = new.status_list;
  end if;
  return null;
end $$;
--> statement-breakpoint
alter function keep_status_list() owner to dcr_owner;
--> statement-breakpoint
create trigger awaited after insert or update on appeals for each row when (new.state = 'upheld') execute function keep_awaited();
--> statement-breakpoint
create trigger counted after insert on assessments for each row when (new.round = 'second') execute function count_pair();
--> statement-breakpoint
alter table awaited_steps owner to dcr_owner;
--> statement-breakpoint
alter table awaited_steps enable row level security;
--> statement-breakpoint
alter table awaited_steps force row level security;
--> statement-breakpoint
create policy parties on awaited_steps to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on awaited_steps to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on awaited_steps to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on awaited_steps for select to dcr_service using (true);
--> statement-breakpoint
grant select on awaited_steps to dcr_app;
--> statement-breakpoint
grant select on awaited_steps to dcr_eraser;
--> statement-breakpoint
grant select on awaited_steps to dcr_service;
--> statement-breakpoint
create trigger listed after insert or update on certificates for each row when (new.status = 'issued') execute function keep_status_list();
--> statement-breakpoint
create trigger awaited after insert or update on certificates for each row when (new.status = 'issued') execute function keep_awaited();
--> statement-breakpoint
create trigger awaited after insert or update on decisions for each row when (new.appeal_id is not null) execute function keep_awaited();
--> statement-breakpoint
alter table mark_pairs owner to dcr_owner;
--> statement-breakpoint
alter table mark_pairs enable row level security;
--> statement-breakpoint
alter table mark_pairs force row level security;
--> statement-breakpoint
create policy parties on mark_pairs to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on mark_pairs to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on mark_pairs to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on mark_pairs for select to dcr_service using (true);
--> statement-breakpoint
grant select on mark_pairs to dcr_app;
--> statement-breakpoint
grant select on mark_pairs to dcr_eraser;
--> statement-breakpoint
grant select on mark_pairs to dcr_service;
--> statement-breakpoint
create trigger awaited after insert or update on recognition_acts for each row execute function keep_awaited();
--> statement-breakpoint
create trigger awaited after insert or update on revocation_requests for each row execute function keep_awaited();
--> statement-breakpoint
alter table status_lists owner to dcr_owner;
--> statement-breakpoint
alter table status_lists enable row level security;
--> statement-breakpoint
alter table status_lists force row level security;
--> statement-breakpoint
create policy own on status_lists to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy published on status_lists for select to dcr_public using (true);
--> statement-breakpoint
create policy migrating on status_lists to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on status_lists for select to dcr_service using (true);
--> statement-breakpoint
grant select on status_lists to dcr_app;
--> statement-breakpoint
grant select (list, changed_at, revoked) on status_lists to dcr_public;
--> statement-breakpoint
grant select on status_lists to dcr_service;

--> statement-breakpoint
insert into status_lists (list, organisation_id, changed_at, revoked)
select status_list, min(organisation_id::text)::uuid, coalesce(max(revoked_at), min(coalesce(issued_at, created_at))), count(revoked_at)
from certificates where status = 'issued' group by status_list;
--> statement-breakpoint
insert into mark_pairs (organisation_id, hosting_organisation_id, framework_id, day, first, second, times)
select s.organisation_id, s.hosting_organisation_id, r.framework_id, (s.submitted_at at time zone 'UTC')::date,
  coalesce(f.level, 0), coalesce(s.level, 0), count(*)
from assessments s
join assessments f on f.outcome_id = s.outcome_id and f.round = 'first'
join recognitions r on r.id = s.recognition_id
where s.round = 'second' group by 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
insert into awaited_steps
select waiting.* from (
  select recognition_id as id from certificates where status = 'issued'
  union select recognition_id from appeals where state = 'upheld'
) as closed, awaited_in(closed.id) as waiting;
