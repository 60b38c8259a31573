ALTER TABLE "group_mobilities" ADD COLUMN "companions_since" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "group_mobilities_companions" ON "group_mobilities" USING btree ("hosting_organisation_id","companions_since","id") WHERE "group_mobilities"."companions_since" is not null;
--> statement-breakpoint
alter table group_mobilities disable trigger stamped;--> statement-breakpoint
update group_mobilities set companions_since = ends_on::timestamp at time zone 'UTC' where jsonb_array_length(companions) > 0;--> statement-breakpoint
alter table group_mobilities enable trigger stamped;
