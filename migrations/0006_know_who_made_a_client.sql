ALTER TABLE "clients" ADD COLUMN "made_through" uuid;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_made_through_clients_id_fk" FOREIGN KEY ("made_through") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_by_maker" ON "clients" USING btree ("made_through");
--> statement-breakpoint
update clients c set made_through = l.client_id from ledger l
  where l.action = 'client.register' and l.subject_id = c.id::text
  and l.client_id in (select m.id from clients m where m.organisation_id = c.organisation_id);
