CREATE TABLE "companion_attestations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "companion_attestations_dates" CHECK ("companion_attestations"."starts_on" <= "companion_attestations"."ends_on")
);
--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD COLUMN "on_behalf" text;--> statement-breakpoint
ALTER TABLE "companion_attestations" ADD CONSTRAINT "companion_attestations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companion_attestations" ADD CONSTRAINT "companion_attestations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companion_attestations" ADD CONSTRAINT "companion_attestations_group_id_group_mobilities_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group_mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companion_attestations" ADD CONSTRAINT "companion_attestations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "companion_attestations_by_group" ON "companion_attestations" USING btree ("group_id","id");
--> statement-breakpoint
alter table companion_attestations owner to dcr_owner;
--> statement-breakpoint
alter table companion_attestations enable row level security;
--> statement-breakpoint
alter table companion_attestations force row level security;
--> statement-breakpoint
create policy parties on companion_attestations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on companion_attestations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on companion_attestations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on companion_attestations to dcr_app;
--> statement-breakpoint
grant select on companion_attestations to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on companion_attestations for each row execute function refuse_change();
