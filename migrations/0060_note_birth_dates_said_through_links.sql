ALTER TABLE "links" ADD COLUMN "birth_date_said_at" timestamp (3) with time zone;
