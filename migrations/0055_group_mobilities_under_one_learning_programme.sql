CREATE TABLE "group_mobilities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"project_code" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"workload_hours" integer NOT NULL,
	"companions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"unsigned_since" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"changed_in" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "group_mobilities_dates" CHECK ("group_mobilities"."starts_on" <= "group_mobilities"."ends_on"),
	CONSTRAINT "group_mobilities_two_parties" CHECK ("group_mobilities"."organisation_id" <> "group_mobilities"."hosting_organisation_id"),
	CONSTRAINT "group_mobilities_workload" CHECK ("group_mobilities"."workload_hours" > 0)
);
--> statement-breakpoint
CREATE TABLE "learning_programme_signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"party" text NOT NULL,
	"name" text NOT NULL,
	"member_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"partnership_id" uuid,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learning_programme_signatures_once" UNIQUE("programme_id","party")
);
--> statement-breakpoint
CREATE TABLE "learning_programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learning_programmes_number" UNIQUE("group_id","number")
);
--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD COLUMN "programme_id" uuid;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "group_mobilities" ADD CONSTRAINT "group_mobilities_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_mobilities" ADD CONSTRAINT "group_mobilities_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_signatures" ADD CONSTRAINT "learning_programme_signatures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_signatures" ADD CONSTRAINT "learning_programme_signatures_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_signatures" ADD CONSTRAINT "learning_programme_signatures_programme_id_learning_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."learning_programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_signatures" ADD CONSTRAINT "learning_programme_signatures_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_signatures" ADD CONSTRAINT "learning_programme_signatures_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programmes" ADD CONSTRAINT "learning_programmes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programmes" ADD CONSTRAINT "learning_programmes_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programmes" ADD CONSTRAINT "learning_programmes_group_id_group_mobilities_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group_mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "group_mobilities_by_organisation" ON "group_mobilities" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_by_host" ON "group_mobilities" USING btree ("hosting_organisation_id","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_by_change" ON "group_mobilities" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_by_change_of_host" ON "group_mobilities" USING btree ("hosting_organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_by_transaction" ON "group_mobilities" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_by_transaction_of_host" ON "group_mobilities" USING btree ("hosting_organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "group_mobilities_unsigned" ON "group_mobilities" USING btree ("organisation_id","unsigned_since","id") WHERE "group_mobilities"."unsigned_since" is not null;--> statement-breakpoint
CREATE INDEX "group_mobilities_unsigned_by_host" ON "group_mobilities" USING btree ("hosting_organisation_id","unsigned_since","id") WHERE "group_mobilities"."unsigned_since" is not null;--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_group_id_group_mobilities_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group_mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mobilities_by_group" ON "mobilities" USING btree ("group_id","id") WHERE "mobilities"."group_id" is not null;
--> statement-breakpoint
alter table group_mobilities owner to dcr_owner;
--> statement-breakpoint
alter table group_mobilities enable row level security;
--> statement-breakpoint
alter table group_mobilities force row level security;
--> statement-breakpoint
create policy parties on group_mobilities to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on group_mobilities to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on group_mobilities for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on group_mobilities to dcr_app;
--> statement-breakpoint
grant select on group_mobilities to dcr_service;
--> statement-breakpoint
create trigger stamped before insert or update on group_mobilities for each row execute function stamp_change();
--> statement-breakpoint
alter table learning_programme_signatures owner to dcr_owner;
--> statement-breakpoint
alter table learning_programme_signatures enable row level security;
--> statement-breakpoint
alter table learning_programme_signatures force row level security;
--> statement-breakpoint
create policy parties on learning_programme_signatures to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on learning_programme_signatures to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on learning_programme_signatures for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on learning_programme_signatures to dcr_app;
--> statement-breakpoint
grant select on learning_programme_signatures to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on learning_programme_signatures for each row execute function refuse_change();
--> statement-breakpoint
alter table learning_programmes owner to dcr_owner;
--> statement-breakpoint
alter table learning_programmes enable row level security;
--> statement-breakpoint
alter table learning_programmes force row level security;
--> statement-breakpoint
create policy parties on learning_programmes to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on learning_programmes to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on learning_programmes for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on learning_programmes to dcr_app;
--> statement-breakpoint
grant select on learning_programmes to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on learning_programmes for each row execute function refuse_change();
