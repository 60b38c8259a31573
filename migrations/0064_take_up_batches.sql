CREATE TABLE "batch_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid,
	"position" integer NOT NULL,
	"key" text,
	"said" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"settled" integer,
	"ended_at" timestamp (3) with time zone,
	"status" integer,
	"location" text,
	"etag" text,
	"result_id" uuid,
	CONSTRAINT "batch_items_once" UNIQUE("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"member_id" uuid,
	"credential_id" uuid,
	"subject_hash" text,
	"signed_in" boolean NOT NULL,
	"scopes" jsonb NOT NULL,
	"action" text NOT NULL,
	"route" text NOT NULL,
	"language" text NOT NULL,
	"items" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_items_by_batch" ON "batch_items" USING btree ("batch_id","id");--> statement-breakpoint
CREATE INDEX "batch_items_by_state" ON "batch_items" USING btree ("batch_id","state","id");--> statement-breakpoint
CREATE INDEX "batch_items_waiting" ON "batch_items" USING btree ("batch_id","position") WHERE "batch_items"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "batch_items_settled" ON "batch_items" USING btree ("batch_id","settled") WHERE "batch_items"."settled" is not null;--> statement-breakpoint
CREATE INDEX "batches_by_member" ON "batches" USING btree ("organisation_id","member_id","id");--> statement-breakpoint
CREATE INDEX "batches_open" ON "batches" USING btree ("tried_at","id") WHERE "batches"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "batches_finished" ON "batches" USING btree ("finished_at") WHERE "batches"."finished_at" is not null;
--> statement-breakpoint
alter table batch_items owner to dcr_owner;
--> statement-breakpoint
alter table batch_items enable row level security;
--> statement-breakpoint
alter table batch_items force row level security;
--> statement-breakpoint
create policy own on batch_items to dcr_app using (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), ''))) with check (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), '')));
--> statement-breakpoint
create policy erasing on batch_items to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on batch_items to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on batch_items to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (state, said, settled, ended_at) on batch_items to dcr_app;
--> statement-breakpoint
grant select, update, delete on batch_items to dcr_service;
--> statement-breakpoint
grant select, update (said) on batch_items to dcr_eraser;
--> statement-breakpoint
alter table batches owner to dcr_owner;
--> statement-breakpoint
alter table batches enable row level security;
--> statement-breakpoint
alter table batches force row level security;
--> statement-breakpoint
create policy own on batches to dcr_app using (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), ''))) with check (organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), '')));
--> statement-breakpoint
create policy migrating on batches to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on batches to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (cancelled, cancelled_at, finished_at) on batches to dcr_app;
--> statement-breakpoint
grant select, update, delete on batches to dcr_service;
