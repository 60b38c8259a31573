CREATE TABLE "organisation_logos" (
	"organisation_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organisation_logos_organisation_id_sha256_pk" PRIMARY KEY("organisation_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "contact" jsonb;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "address" jsonb;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "colours" jsonb;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "signatories" jsonb;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "logo" text;--> statement-breakpoint
ALTER TABLE "organisation_logos" ADD CONSTRAINT "organisation_logos_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table organisation_logos owner to dcr_owner;
--> statement-breakpoint
alter table organisation_logos enable row level security;
--> statement-breakpoint
alter table organisation_logos force row level security;
--> statement-breakpoint
create policy shown on organisation_logos for select to dcr_app, dcr_public using (true);
--> statement-breakpoint
create policy own on organisation_logos for insert to dcr_app with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on organisation_logos to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on organisation_logos for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on organisation_logos to dcr_app;
--> statement-breakpoint
grant select (organisation_id, sha256, media_type, bytes) on organisation_logos to dcr_public;
--> statement-breakpoint
grant select on organisation_logos to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on organisation_logos for each row execute function refuse_change();
--> statement-breakpoint
grant select (id, name, latin_name, legal_name, country, city, oid, registration_number, identity, logo, updated_at) on organisations to dcr_public;
