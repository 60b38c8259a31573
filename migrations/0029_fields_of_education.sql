ALTER TABLE "mobilities" ADD COLUMN "field_of_education" text;
