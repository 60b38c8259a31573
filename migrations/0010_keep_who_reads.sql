CREATE TABLE "file_readings" (
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"reader_id" uuid NOT NULL,
	"reader_organisation_id" uuid NOT NULL,
	"role" text,
	"day" text NOT NULL,
	CONSTRAINT "file_readings_recognition_id_day_reader_id_pk" PRIMARY KEY("recognition_id","day","reader_id")
);
--> statement-breakpoint
ALTER TABLE "file_readings" ADD CONSTRAINT "file_readings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_readings" ADD CONSTRAINT "file_readings_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_readings" ADD CONSTRAINT "file_readings_reader_organisation_id_organisations_id_fk" FOREIGN KEY ("reader_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_readings_by_organisation" ON "file_readings" USING btree ("organisation_id","recognition_id");
--> statement-breakpoint
alter table file_readings owner to dcr_owner;
--> statement-breakpoint
alter table file_readings enable row level security;
--> statement-breakpoint
alter table file_readings force row level security;
--> statement-breakpoint
create policy parties on file_readings to dcr_app using ((select acting_organisation()) in (organisation_id, hosting_organisation_id)) with check ((select acting_organisation()) in (organisation_id, hosting_organisation_id));
--> statement-breakpoint
create policy erasing on file_readings to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on file_readings to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on file_readings for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on file_readings to dcr_app;
--> statement-breakpoint
grant select on file_readings to dcr_eraser;
--> statement-breakpoint
grant select on file_readings to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on file_readings for each row execute function refuse_change();
