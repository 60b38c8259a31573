CREATE TABLE "agreement_slips" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"confirms" uuid,
	"side" text NOT NULL,
	"fields" jsonb NOT NULL,
	"reason" text NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agreement_slips_confirmed_once" UNIQUE("confirms")
);
--> statement-breakpoint
ALTER TABLE "agreement_slips" ADD CONSTRAINT "agreement_slips_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_slips" ADD CONSTRAINT "agreement_slips_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_slips" ADD CONSTRAINT "agreement_slips_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_slips" ADD CONSTRAINT "agreement_slips_confirms_agreement_slips_id_fk" FOREIGN KEY ("confirms") REFERENCES "public"."agreement_slips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_slips" ADD CONSTRAINT "agreement_slips_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_slips_by_version" ON "agreement_slips" USING btree ("version_id");
--> statement-breakpoint
alter table agreement_slips owner to dcr_owner;
--> statement-breakpoint
alter table agreement_slips enable row level security;
--> statement-breakpoint
alter table agreement_slips force row level security;
--> statement-breakpoint
create policy parties on agreement_slips to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on agreement_slips to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on agreement_slips to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_slips for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on agreement_slips to dcr_app;
--> statement-breakpoint
grant select on agreement_slips to dcr_eraser;
--> statement-breakpoint
grant select on agreement_slips to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on agreement_slips for each row execute function refuse_change();
