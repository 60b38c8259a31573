CREATE UNLOGGED TABLE "request_counts" (
	"key" text PRIMARY KEY NOT NULL,
	"asked" integer NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "request_counts_by_end" ON "request_counts" USING btree ("ends_at");
--> statement-breakpoint
alter table request_counts owner to dcr_owner;
--> statement-breakpoint
alter table request_counts enable row level security;
--> statement-breakpoint
alter table request_counts force row level security;
--> statement-breakpoint
create policy migrating on request_counts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on request_counts to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on request_counts to dcr_service;
