DROP INDEX "links_by_person";--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "mobility_id" uuid;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "maker_id" uuid;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_maker_id_members_id_fk" FOREIGN KEY ("maker_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_by_mobility" ON "links" USING btree ("mobility_id","id");--> statement-breakpoint
CREATE INDEX "links_by_organisation" ON "links" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "links_by_purpose" ON "links" USING btree ("organisation_id","purpose","id");--> statement-breakpoint
CREATE INDEX "links_unused" ON "links" USING btree ("organisation_id","expires_at","id") WHERE "links"."used_at" is null and "links"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "links_used" ON "links" USING btree ("organisation_id","id") WHERE "links"."used_at" is not null and "links"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "links_ended" ON "links" USING btree ("organisation_id","id") WHERE "links"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "links_by_person" ON "links" USING btree ("person_id","id");
--> statement-breakpoint
alter table links disable trigger not_of_the_erased;--> statement-breakpoint
update links set mobility_id = coalesce(
  (select v.mobility_id from agreement_versions v where v.id = links.subject_id),
  (select r.mobility_id from recognitions r where r.id = links.subject_id),
  (select r.mobility_id from certificates c join recognitions r on r.id = c.recognition_id where c.id = links.subject_id)
) where purpose not in ('wallet-access', 'wallet-nonce');--> statement-breakpoint
alter table links enable trigger not_of_the_erased;
