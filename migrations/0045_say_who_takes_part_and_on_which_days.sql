ALTER TABLE "mobilities" ADD COLUMN "participant" text DEFAULT 'learner' NOT NULL;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "virtual_periods" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "interruptions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "extensions" jsonb DEFAULT '[]'::jsonb NOT NULL;
