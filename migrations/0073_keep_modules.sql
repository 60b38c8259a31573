CREATE TABLE "modules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"code" text NOT NULL,
	"title" jsonb NOT NULL,
	"outcomes" jsonb NOT NULL,
	"hours" integer,
	"framework" text NOT NULL,
	"competences" jsonb NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"changed_in" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "modules_code" UNIQUE("organisation_id","code")
);
--> statement-breakpoint
ALTER TABLE "modules" ADD CONSTRAINT "modules_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "modules_by_organisation" ON "modules" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "modules_by_change" ON "modules" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "modules_by_transaction" ON "modules" USING btree ("organisation_id","changed_in","id");
--> statement-breakpoint
alter table modules owner to dcr_owner;
--> statement-breakpoint
alter table modules enable row level security;
--> statement-breakpoint
alter table modules force row level security;
--> statement-breakpoint
create policy own on modules to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on modules to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on modules for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on modules to dcr_app;
--> statement-breakpoint
grant select on modules to dcr_service;
--> statement-breakpoint
create trigger stamped before insert or update on modules for each row execute function stamp_change();
