CREATE INDEX "decisions_by_moment" ON "decisions" USING btree ("organisation_id","decided_at","id");--> statement-breakpoint
CREATE INDEX "decisions_by_moment_of_host" ON "decisions" USING btree ("hosting_organisation_id","decided_at","id");
