CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"code" text NOT NULL,
	"title" jsonb NOT NULL,
	"action" text NOT NULL,
	"lead_id" uuid NOT NULL,
	"partner_ids" jsonb NOT NULL,
	"aims" text,
	"starts_on" date,
	"ends_on" date,
	"funding" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"changed_in" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "projects_code" UNIQUE("organisation_id","code"),
	CONSTRAINT "projects_dates" CHECK ("projects"."starts_on" <= "projects"."ends_on")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_lead_id_organisations_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "projects_by_organisation" ON "projects" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "projects_by_change" ON "projects" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "projects_by_transaction" ON "projects" USING btree ("organisation_id","changed_in","id");
--> statement-breakpoint
alter table projects owner to dcr_owner;
--> statement-breakpoint
alter table projects enable row level security;
--> statement-breakpoint
alter table projects force row level security;
--> statement-breakpoint
create policy own on projects to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on projects to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on projects for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on projects to dcr_app;
--> statement-breakpoint
grant select on projects to dcr_service;
--> statement-breakpoint
create trigger stamped before insert or update on projects for each row execute function stamp_change();
