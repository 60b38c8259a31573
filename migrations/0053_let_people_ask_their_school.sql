revoke all on data_requests from dcr_eraser;
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"party" text NOT NULL,
	"question" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid
);
--> statement-breakpoint
DROP INDEX "messages_bounced";--> statement-breakpoint
DROP INDEX "messages_by_address";--> statement-breakpoint
ALTER TABLE "data_requests" ALTER COLUMN "recorded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "data_requests" ADD COLUMN "party" text;--> statement-breakpoint
ALTER TABLE "data_requests" ADD COLUMN "said" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "bounced_at" timestamp (3) with time zone;--> statement-breakpoint
alter table messages disable trigger not_of_the_erased;--> statement-breakpoint
update messages set bounced_at = coalesce(ended_at, created_at) where state = 'bounced';--> statement-breakpoint
alter table messages enable trigger not_of_the_erased;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_answered_by_members_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_by_organisation" ON "questions" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "questions_waiting" ON "questions" USING btree ("organisation_id","asked_at","id") WHERE "questions"."answered_at" is null;--> statement-breakpoint
CREATE INDEX "questions_open" ON "questions" USING btree ("organisation_id","id") WHERE "questions"."answered_at" is null;--> statement-breakpoint
CREATE INDEX "questions_by_person" ON "questions" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "messages_unreached" ON "messages" USING btree ("organisation_id","ended_at","id") WHERE "messages"."state" in ('bounced', 'suppressed');--> statement-breakpoint
CREATE INDEX "person_merges_waiting" ON "person_merges" USING btree ("organisation_id","proposed_at","kept_id") WHERE "person_merges"."outcome" is null;--> statement-breakpoint
CREATE INDEX "messages_by_address" ON "messages" USING btree ("organisation_id","address_hash") WHERE "messages"."state" = 'bounced' or "messages"."bounced_at" is not null;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_recorded" CHECK (num_nonnulls("data_requests"."recorded_by", "data_requests"."party") = 1);
--> statement-breakpoint
create or replace function keep_data_request() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and new.said is null
    and to_jsonb(old) - 'said' = to_jsonb(new) - 'said' then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.answered_at is null then
    if old.extended_at is null and new.extended_at is not null then
      movable := movable || array['extended_at', 'extension_reason', 'due_on', 'waiting_since'];
    end if;
    if new.answered_at is not null then
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
grant select, update (said) on data_requests to dcr_eraser;
--> statement-breakpoint
create trigger not_of_the_erased before insert on data_requests for each row when (new.said is not null) execute function refuse_erased('person_id');
--> statement-breakpoint
alter table questions owner to dcr_owner;
--> statement-breakpoint
alter table questions enable row level security;
--> statement-breakpoint
alter table questions force row level security;
--> statement-breakpoint
create policy own on questions to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on questions to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on questions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on questions for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (answer, answered_at, answered_by) on questions to dcr_app;
--> statement-breakpoint
grant select, delete on questions to dcr_eraser;
--> statement-breakpoint
grant select on questions to dcr_service;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on questions for each row execute function refuse_erased('person_id');
