ALTER TABLE "client_credentials" ADD COLUMN "made_by_member" uuid;--> statement-breakpoint
ALTER TABLE "client_credentials" ADD CONSTRAINT "client_credentials_made_by_member_members_id_fk" FOREIGN KEY ("made_by_member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_credentials_by_maker" ON "client_credentials" USING btree ("made_by_member");
