ALTER TABLE "links" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "ended_at" timestamp (3) with time zone;
