ALTER TABLE "assessment_drafts" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "assessment_drafts" ADD COLUMN "contradiction" text;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "contradiction" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "gain" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "baseline_found" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "self_found" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "partial" boolean;
