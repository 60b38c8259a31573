CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid,
	"party" text NOT NULL,
	"person_id" uuid,
	"member_id" uuid,
	"template" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"language" text,
	"occasion" text,
	"until" date,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"message_id" text,
	"link_id" uuid,
	"address_hash" text,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "travelled" text;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_by_organisation" ON "messages" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "messages_by_state" ON "messages" USING btree ("organisation_id","state","id");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("due_at","id") WHERE "messages"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "messages_ended" ON "messages" USING btree ("ended_at","state") WHERE "messages"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_person" ON "messages" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "messages_by_member" ON "messages" USING btree ("member_id","id") WHERE "messages"."member_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_bounced" ON "messages" USING btree ("organisation_id","ended_at","id") WHERE "messages"."state" = 'bounced';--> statement-breakpoint
CREATE INDEX "messages_by_address" ON "messages" USING btree ("organisation_id","address_hash") WHERE "messages"."state" = 'bounced';--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("subject_id","template","party",coalesce("person_id", "member_id"),"occasion") WHERE "messages"."occasion" is not null;
--> statement-breakpoint
create or replace function owners_of(wanted uuid[]) returns table (id uuid, organisation_id uuid) language sql stable security definer set search_path = public, pg_temp
  as $$ select m.id, m.organisation_id from messages m where m.id = any (wanted) $$;
--> statement-breakpoint
revoke all on function owners_of(wanted uuid[]) from public;
--> statement-breakpoint
grant execute on function owners_of(wanted uuid[]) to dcr_app;
--> statement-breakpoint
alter function owners_of(wanted uuid[]) owner to dcr_owner;
--> statement-breakpoint
create or replace function recipient_of(message uuid) returns table (name text, learner text, address text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select case m.party when 'member' then u.name when 'guardian' then p.guardian_name
      else coalesce(nullif(p.given_name, ''), p.family_name) end,
    coalesce(nullif(p.given_name, ''), p.family_name),
    case m.party when 'member' then u.email when 'guardian' then p.guardian_email else p.email end
  from messages m left join people p on p.id = m.person_id left join members u on u.id = m.member_id
  where m.id = message and m.organisation_id = acting_organisation() $$;
--> statement-breakpoint
revoke all on function recipient_of(message uuid) from public;
--> statement-breakpoint
grant execute on function recipient_of(message uuid) to dcr_app;
--> statement-breakpoint
alter function recipient_of(message uuid) owner to dcr_owner;
--> statement-breakpoint
alter table messages owner to dcr_owner;
--> statement-breakpoint
alter table messages enable row level security;
--> statement-breakpoint
alter table messages force row level security;
--> statement-breakpoint
create policy own on messages to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on messages to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on messages to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on messages to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on messages to dcr_app;
--> statement-breakpoint
grant select, update on messages to dcr_service;
--> statement-breakpoint
grant select, delete on messages to dcr_eraser;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on messages for each row execute function refuse_erased('person_id');
