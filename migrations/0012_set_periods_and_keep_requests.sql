CREATE TABLE "data_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"right" text NOT NULL,
	"received_on" date NOT NULL,
	"due_on" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"waiting_since" timestamp (3) with time zone NOT NULL,
	"extension_reason" text,
	"extended_at" timestamp (3) with time zone,
	"outcome" text,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid
);
--> statement-breakpoint
ALTER TABLE "erasures" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_recorded_by_members_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_answered_by_members_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "data_requests_by_organisation" ON "data_requests" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "data_requests_waiting" ON "data_requests" USING btree ("organisation_id","waiting_since","id") WHERE "data_requests"."answered_at" is null;--> statement-breakpoint
CREATE INDEX "data_requests_by_person" ON "data_requests" USING btree ("person_id");
--> statement-breakpoint
alter table data_requests owner to dcr_owner;
--> statement-breakpoint
alter table data_requests enable row level security;
--> statement-breakpoint
alter table data_requests force row level security;
--> statement-breakpoint
create policy own on data_requests to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on data_requests to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on data_requests to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on data_requests for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on data_requests to dcr_app;
--> statement-breakpoint
grant select on data_requests to dcr_eraser;
--> statement-breakpoint
grant select on data_requests to dcr_service;
