CREATE TABLE "europass_descriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"side" text NOT NULL,
	"fields" jsonb NOT NULL,
	"name" text,
	"member_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "europass_descriptions_once" UNIQUE("mobility_id","side")
);
--> statement-breakpoint
ALTER TABLE "europass_descriptions" ADD CONSTRAINT "europass_descriptions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "europass_descriptions" ADD CONSTRAINT "europass_descriptions_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "europass_descriptions" ADD CONSTRAINT "europass_descriptions_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "europass_descriptions" ADD CONSTRAINT "europass_descriptions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table europass_descriptions owner to dcr_owner;
--> statement-breakpoint
alter table europass_descriptions enable row level security;
--> statement-breakpoint
alter table europass_descriptions force row level security;
--> statement-breakpoint
create policy parties on europass_descriptions to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on europass_descriptions to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on europass_descriptions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on europass_descriptions for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on europass_descriptions to dcr_app;
--> statement-breakpoint
grant select, delete on europass_descriptions to dcr_eraser;
--> statement-breakpoint
grant select on europass_descriptions to dcr_service;
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on europass_descriptions for each row execute function refuse_erased('mobility_id');
