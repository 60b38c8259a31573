CREATE TABLE "grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"rights" jsonb NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"proposed_by" uuid,
	"proposed_through" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "admin_taken_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "organisation_settings" ADD COLUMN "undecided" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_proposed_by_members_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_proposed_through_clients_id_fk" FOREIGN KEY ("proposed_through") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_by_organisation" ON "grants" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "grants_by_state" ON "grants" USING btree ("organisation_id","state","proposed_at","id");
--> statement-breakpoint
alter table grants owner to dcr_owner;
--> statement-breakpoint
alter table grants enable row level security;
--> statement-breakpoint
alter table grants force row level security;
--> statement-breakpoint
create policy own on grants to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on grants to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on grants for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on grants to dcr_app;
--> statement-breakpoint
grant select on grants to dcr_service;
--> statement-breakpoint
insert into organisation_settings (organisation_id, set, undecided, version, updated_at)
  select o.id, '{"secondPersonForRights": false}'::jsonb, '{secondPersonForRights}', 1, now() from organisations o
  on conflict (organisation_id) do update
  set set = organisation_settings.set || excluded.set, undecided = excluded.undecided,
    version = organisation_settings.version + 1, updated_at = excluded.updated_at;
