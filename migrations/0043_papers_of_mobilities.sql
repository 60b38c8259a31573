CREATE TABLE "mobility_papers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"basis" text NOT NULL,
	"number" text NOT NULL,
	"code" text NOT NULL,
	"says" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_on" date NOT NULL,
	"member_id" uuid,
	CONSTRAINT "mobility_papers_number_unique" UNIQUE("number"),
	CONSTRAINT "mobility_papers_code_unique" UNIQUE("code"),
	CONSTRAINT "mobility_papers_once" UNIQUE("mobility_id","kind","language","basis")
);
--> statement-breakpoint
CREATE TABLE "participation_attestations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mobility_papers" ADD CONSTRAINT "mobility_papers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_papers" ADD CONSTRAINT "mobility_papers_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_papers" ADD CONSTRAINT "mobility_papers_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_papers" ADD CONSTRAINT "mobility_papers_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_attestations" ADD CONSTRAINT "participation_attestations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_attestations" ADD CONSTRAINT "participation_attestations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_attestations" ADD CONSTRAINT "participation_attestations_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_attestations" ADD CONSTRAINT "participation_attestations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mobility_papers_by_mobility" ON "mobility_papers" USING btree ("mobility_id","id");--> statement-breakpoint
CREATE INDEX "participation_attestations_by_mobility" ON "participation_attestations" USING btree ("mobility_id","id");
--> statement-breakpoint
alter table mobility_papers owner to dcr_owner;
--> statement-breakpoint
alter table mobility_papers enable row level security;
--> statement-breakpoint
alter table mobility_papers force row level security;
--> statement-breakpoint
create policy parties on mobility_papers to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy issued on mobility_papers for select to dcr_public using (true);
--> statement-breakpoint
create policy erasing on mobility_papers to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on mobility_papers to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on mobility_papers for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on mobility_papers to dcr_app;
--> statement-breakpoint
grant select (id, organisation_id, mobility_id, kind, language, number, code, says, sha256, issued_on) on mobility_papers to dcr_public;
--> statement-breakpoint
grant select on mobility_papers to dcr_eraser;
--> statement-breakpoint
grant select on mobility_papers to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on mobility_papers for each row execute function refuse_change();
--> statement-breakpoint
create trigger not_of_the_erased before insert on mobility_papers for each row execute function refuse_erased('mobility_id');
--> statement-breakpoint
alter table participation_attestations owner to dcr_owner;
--> statement-breakpoint
alter table participation_attestations enable row level security;
--> statement-breakpoint
alter table participation_attestations force row level security;
--> statement-breakpoint
create policy parties on participation_attestations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on participation_attestations to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on participation_attestations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on participation_attestations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on participation_attestations to dcr_app;
--> statement-breakpoint
grant select on participation_attestations to dcr_eraser;
--> statement-breakpoint
grant select on participation_attestations to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on participation_attestations for each row execute function refuse_change();
