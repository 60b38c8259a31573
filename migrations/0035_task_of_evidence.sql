ALTER TABLE "evidence" ADD COLUMN "task" text;
