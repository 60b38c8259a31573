CREATE TABLE "agreement_template_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"member_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agreement_template_versions_number" UNIQUE("template_id","number")
);
--> statement-breakpoint
CREATE TABLE "agreement_templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"title" text NOT NULL,
	"hosting_organisation_id" uuid,
	"number" integer NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"changed_in" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD COLUMN "template" jsonb;--> statement-breakpoint
ALTER TABLE "agreement_template_versions" ADD CONSTRAINT "agreement_template_versions_template_id_agreement_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."agreement_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_template_versions" ADD CONSTRAINT "agreement_template_versions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_template_versions" ADD CONSTRAINT "agreement_template_versions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_templates" ADD CONSTRAINT "agreement_templates_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_templates_by_organisation" ON "agreement_templates" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "agreement_templates_by_change" ON "agreement_templates" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "agreement_templates_by_transaction" ON "agreement_templates" USING btree ("organisation_id","changed_in","id");
--> statement-breakpoint
alter table agreement_template_versions owner to dcr_owner;
--> statement-breakpoint
alter table agreement_template_versions enable row level security;
--> statement-breakpoint
alter table agreement_template_versions force row level security;
--> statement-breakpoint
create policy own on agreement_template_versions to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on agreement_template_versions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_template_versions for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on agreement_template_versions to dcr_app;
--> statement-breakpoint
grant select on agreement_template_versions to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on agreement_template_versions for each row execute function refuse_change();
--> statement-breakpoint
alter table agreement_templates owner to dcr_owner;
--> statement-breakpoint
alter table agreement_templates enable row level security;
--> statement-breakpoint
alter table agreement_templates force row level security;
--> statement-breakpoint
create policy own on agreement_templates to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on agreement_templates to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_templates for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on agreement_templates to dcr_app;
--> statement-breakpoint
grant select on agreement_templates to dcr_service;
--> statement-breakpoint
create trigger stamped before insert or update on agreement_templates for each row execute function stamp_change();
