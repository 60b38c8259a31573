CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"item" text NOT NULL,
	"organisation_id" uuid,
	"recognition_id" uuid,
	"failures" integer DEFAULT 0 NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tried_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "attempts_once" UNIQUE("job","item")
);
--> statement-breakpoint
CREATE TABLE "auxiliaries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"organisation_id" uuid,
	"fault" text,
	"since" timestamp (3) with time zone NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "auxiliaries_once" UNIQUE NULLS NOT DISTINCT("name","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auxiliaries" ADD CONSTRAINT "auxiliaries_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attempts_by_organisation" ON "attempts" USING btree ("organisation_id","since") WHERE "attempts"."organisation_id" is not null;--> statement-breakpoint
CREATE INDEX "auxiliaries_by_organisation" ON "auxiliaries" USING btree ("organisation_id");
--> statement-breakpoint
alter table attempts owner to dcr_owner;
--> statement-breakpoint
alter table attempts enable row level security;
--> statement-breakpoint
alter table attempts force row level security;
--> statement-breakpoint
create policy own on attempts for select to dcr_app using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on attempts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on attempts to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select on attempts to dcr_app;
--> statement-breakpoint
grant select, insert, update, delete on attempts to dcr_service;
--> statement-breakpoint
alter table auxiliaries owner to dcr_owner;
--> statement-breakpoint
alter table auxiliaries enable row level security;
--> statement-breakpoint
alter table auxiliaries force row level security;
--> statement-breakpoint
create policy own on auxiliaries for select to dcr_app using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on auxiliaries to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on auxiliaries to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select on auxiliaries to dcr_app;
--> statement-breakpoint
grant select, insert, update on auxiliaries to dcr_service;
