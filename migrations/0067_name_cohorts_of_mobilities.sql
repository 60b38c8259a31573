CREATE TABLE "cohort_members" (
	"cohort_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"replaced_by" uuid,
	CONSTRAINT "cohort_members_cohort_id_mobility_id_pk" PRIMARY KEY("cohort_id","mobility_id")
);
--> statement-breakpoint
CREATE TABLE "cohorts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"project_code" text,
	"class" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"changed_in" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_replaced_by_mobilities_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cohort_members_by_mobility" ON "cohort_members" USING btree ("mobility_id");--> statement-breakpoint
CREATE INDEX "cohort_members_there" ON "cohort_members" USING btree ("cohort_id","mobility_id") WHERE "cohort_members"."left_at" is null;--> statement-breakpoint
CREATE INDEX "cohorts_by_organisation" ON "cohorts" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "cohorts_by_change" ON "cohorts" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "cohorts_by_transaction" ON "cohorts" USING btree ("organisation_id","changed_in","id");
--> statement-breakpoint
alter table cohort_members owner to dcr_owner;
--> statement-breakpoint
alter table cohort_members enable row level security;
--> statement-breakpoint
alter table cohort_members force row level security;
--> statement-breakpoint
create policy own on cohort_members to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()) and (select true from mobilities m where m.id = cohort_members.mobility_id and m.organisation_id = cohort_members.organisation_id limit 1));
--> statement-breakpoint
create policy erasing on cohort_members to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on cohort_members to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on cohort_members for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (joined_at, left_at, replaced_by) on cohort_members to dcr_app;
--> statement-breakpoint
grant select on cohort_members to dcr_eraser;
--> statement-breakpoint
grant select on cohort_members to dcr_service;
--> statement-breakpoint
alter table cohorts owner to dcr_owner;
--> statement-breakpoint
alter table cohorts enable row level security;
--> statement-breakpoint
alter table cohorts force row level security;
--> statement-breakpoint
create policy own on cohorts to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on cohorts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on cohorts for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on cohorts to dcr_app;
--> statement-breakpoint
grant select on cohorts to dcr_service;
--> statement-breakpoint
create trigger stamped before insert or update on cohorts for each row execute function stamp_change();
