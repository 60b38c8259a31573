CREATE TABLE "standing_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"member_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"credential_id" uuid,
	"subject_hash" text,
	"signed_in" boolean NOT NULL,
	"scopes" jsonb NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"resting_since" timestamp (3) with time zone,
	"problem" text,
	"position" bigint NOT NULL,
	"swept_at" timestamp (3) with time zone,
	"sweep_after" uuid,
	"tried_at" timestamp (3) with time zone,
	"leased_until" timestamp (3) with time zone,
	CONSTRAINT "standing_orders_once" UNIQUE("organisation_id","kind")
);
--> statement-breakpoint
ALTER TABLE "standing_orders" ADD CONSTRAINT "standing_orders_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_orders" ADD CONSTRAINT "standing_orders_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "standing_orders_in_force" ON "standing_orders" USING btree ("tried_at","id") WHERE "standing_orders"."ended_at" is null and "standing_orders"."resting_since" is null;
--> statement-breakpoint
alter table standing_orders owner to dcr_owner;
--> statement-breakpoint
alter table standing_orders enable row level security;
--> statement-breakpoint
alter table standing_orders force row level security;
--> statement-breakpoint
create policy own on standing_orders to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on standing_orders to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on standing_orders to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on standing_orders to dcr_app;
--> statement-breakpoint
grant select, update on standing_orders to dcr_service;
