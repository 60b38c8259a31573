CREATE TABLE "person_readings" (
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reader_id" uuid NOT NULL,
	"reader_organisation_id" uuid NOT NULL,
	"role" text,
	"day" text NOT NULL,
	CONSTRAINT "person_readings_person_id_day_reader_id_pk" PRIMARY KEY("person_id","day","reader_id")
);
--> statement-breakpoint
ALTER TABLE "person_readings" ADD CONSTRAINT "person_readings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_readings" ADD CONSTRAINT "person_readings_reader_organisation_id_organisations_id_fk" FOREIGN KEY ("reader_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_readings_by_organisation" ON "person_readings" USING btree ("organisation_id","person_id");
--> statement-breakpoint
alter table person_readings owner to dcr_owner;
--> statement-breakpoint
alter table person_readings enable row level security;
--> statement-breakpoint
alter table person_readings force row level security;
--> statement-breakpoint
create policy parties on person_readings to dcr_app using ((select acting_organisation()) in (organisation_id, reader_organisation_id)) with check ((select acting_organisation()) in (organisation_id, reader_organisation_id));
--> statement-breakpoint
create policy erasing on person_readings to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on person_readings to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on person_readings for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on person_readings to dcr_app;
--> statement-breakpoint
grant select on person_readings to dcr_eraser;
--> statement-breakpoint
grant select on person_readings to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on person_readings for each row execute function refuse_change();
