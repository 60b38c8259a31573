revoke all on certificate_files from dcr_public;
--> statement-breakpoint
ALTER TABLE "certificate_files" DROP CONSTRAINT "certificate_files_once";--> statement-breakpoint
ALTER TABLE "certificate_files" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "certificate_files" ADD COLUMN "seal_certificate" text;--> statement-breakpoint
-- Rotations at the same time left several that sign: the newest is the one that was used.
update "signing_keys" k set "retired_at" = now() where "retired_at" is null and exists (
  select 1 from "signing_keys" n where n."purpose" = k."purpose" and n."retired_at" is null
    and (n."created_at", n."kid") > (k."created_at", k."kid"));--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_one_signs" ON "signing_keys" USING btree ("purpose") WHERE "signing_keys"."retired_at" is null;--> statement-breakpoint
ALTER TABLE "certificate_files" ADD CONSTRAINT "certificate_files_versions" UNIQUE("certificate_id","form","version");
--> statement-breakpoint
grant select (certificate_id, form, version, sha256, bytes, seal_certificate) on certificate_files to dcr_public;
