CREATE TABLE "import_files" (
	"import_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid,
	"bytes" "bytea",
	"findings" text,
	"people" text
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"member_id" uuid,
	"credential_id" uuid,
	"subject_hash" text,
	"signed_in" boolean NOT NULL,
	"scopes" jsonb NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"form" text,
	"state" text DEFAULT 'checking' NOT NULL,
	"failure" text,
	"rows" integer DEFAULT 0 NOT NULL,
	"to_create" integer DEFAULT 0 NOT NULL,
	"to_update" integer DEFAULT 0 NOT NULL,
	"to_leave" integer DEFAULT 0 NOT NULL,
	"blocking" integer DEFAULT 0 NOT NULL,
	"warnings" integer DEFAULT 0 NOT NULL,
	"cursor" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_by_member" ON "imports" USING btree ("organisation_id","member_id","id");--> statement-breakpoint
CREATE INDEX "imports_open" ON "imports" USING btree ("due_at","id") WHERE "imports"."state" in ('checking', 'running');--> statement-breakpoint
CREATE INDEX "imports_by_making" ON "imports" USING btree ("created_at");
--> statement-breakpoint
create or replace function keep_periods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
  whom uuid;
begin
  if tg_table_name = 'people' then
    -- Of somebody who was entered just now there is no case, and nothing else that could tell more.
    if tg_op = 'INSERT' and new.erased_at is null and new.merged_into is null then
      insert into running_periods (code, subject_id, organisation_id, person_id, since)
      values ('uncertified', new.id, new.organisation_id, new.id, new.created_at);
      return null;
    end if;
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
create or replace function keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := sought_words(new.given_name, new.family_name, new.latin_given_name, new.latin_family_name);
begin
  if tg_op = 'UPDATE' then
    delete from person_words w where w.person_id = new.id and w.word <> all (words);
  end if;
  insert into person_words (person_id, organisation_id, word)
  select new.id, new.organisation_id, word from unnest(words) as word on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function keep_words() owner to dcr_owner;
--> statement-breakpoint
alter table import_files owner to dcr_owner;
--> statement-breakpoint
alter table import_files enable row level security;
--> statement-breakpoint
alter table import_files force row level security;
--> statement-breakpoint
create policy own on import_files to dcr_app using (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), ''))) with check (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), '')));
--> statement-breakpoint
create policy erasing on import_files to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on import_files to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on import_files to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (bytes, findings, people), delete on import_files to dcr_app;
--> statement-breakpoint
grant select, update, delete on import_files to dcr_service;
--> statement-breakpoint
grant select, update (bytes, findings, people) on import_files to dcr_eraser;
--> statement-breakpoint
alter table imports owner to dcr_owner;
--> statement-breakpoint
alter table imports enable row level security;
--> statement-breakpoint
alter table imports force row level security;
--> statement-breakpoint
create policy own on imports to dcr_app using (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), ''))) with check (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), '')));
--> statement-breakpoint
create policy migrating on imports to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on imports to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (state, failure, cursor, created, updated, unchanged, refused, leased_until, attempts, due_at, started_at, finished_at) on imports to dcr_app;
--> statement-breakpoint
grant select, update, delete on imports to dcr_service;
