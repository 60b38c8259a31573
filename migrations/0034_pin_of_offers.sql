ALTER TABLE "links" ADD COLUMN "pin_hash" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;
