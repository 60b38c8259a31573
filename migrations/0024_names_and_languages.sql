revoke all on people from dcr_eraser;
--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "latin_name" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "latin_given_name" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "latin_family_name" text;
--> statement-breakpoint
grant select, update (given_name, family_name, latin_given_name, latin_family_name, birth_date, email, guardian_name, guardian_email, external_id, erased_at, updated_at, version) on people to dcr_eraser;
