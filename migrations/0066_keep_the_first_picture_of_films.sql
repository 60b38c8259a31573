ALTER TABLE "evidence" ADD COLUMN "frame_sha256" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "frame_size" integer;--> statement-breakpoint
CREATE INDEX "evidence_by_frame" ON "evidence" USING btree ("frame_sha256") WHERE "evidence"."frame_sha256" is not null;
