ALTER TABLE "partnerships" ADD COLUMN "joint_id" uuid;--> statement-breakpoint
ALTER TABLE "partnerships" ADD COLUMN "joint_parties" jsonb;--> statement-breakpoint
ALTER TABLE "partnerships" ADD COLUMN "project_code" text;--> statement-breakpoint
CREATE INDEX "partnerships_by_joint" ON "partnerships" USING btree ("joint_id") WHERE "partnerships"."joint_id" is not null;
