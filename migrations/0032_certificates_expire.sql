ALTER TABLE "certificates" ADD COLUMN "expires_at" timestamp (3) with time zone;
