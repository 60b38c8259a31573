drop policy parties on accommodations;
--> statement-breakpoint
drop policy parties on agreement_signatures;
--> statement-breakpoint
drop policy parties on agreement_versions;
--> statement-breakpoint
drop policy parties on agreement_withdrawals;
--> statement-breakpoint
drop policy parties on appeal_moves;
--> statement-breakpoint
drop policy parties on appeals;
--> statement-breakpoint
drop policy parties on assessments;
--> statement-breakpoint
drop policy parties on assignments;
--> statement-breakpoint
drop policy parties on certificate_files;
--> statement-breakpoint
drop policy issued on certificate_files;
--> statement-breakpoint
drop policy parties on certificates;
--> statement-breakpoint
drop policy parties on decisions;
--> statement-breakpoint
drop policy parties on declarations;
--> statement-breakpoint
drop policy parties on disclosures;
--> statement-breakpoint
drop policy parties on evidence;
--> statement-breakpoint
drop policy parties on evidence_outcomes;
--> statement-breakpoint
drop policy parties on file_readings;
--> statement-breakpoint
drop policy parties on information_acknowledgements;
--> statement-breakpoint
drop policy parties on issuing_pauses;
--> statement-breakpoint
drop policy erasing on ledger;
--> statement-breakpoint
drop policy parties on links;
--> statement-breakpoint
drop policy parties on mobilities;
--> statement-breakpoint
drop policy partner on organisation_settings;
--> statement-breakpoint
drop policy parties on outcomes;
--> statement-breakpoint
drop policy parties on partnerships;
--> statement-breakpoint
drop policy hosted on people;
--> statement-breakpoint
drop policy parties on person_readings;
--> statement-breakpoint
drop policy parties on recognition_acts;
--> statement-breakpoint
drop policy parties on recognitions;
--> statement-breakpoint
drop policy parties on revocation_requests;
--> statement-breakpoint
drop policy parties on second_markings;
--> statement-breakpoint
drop policy parties on shares;
--> statement-breakpoint
drop policy parties on transitions;
--> statement-breakpoint
DROP INDEX IF EXISTS "recognitions_waiting";--> statement-breakpoint
DROP INDEX IF EXISTS "recognitions_waiting_by_host";--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "certificates_by_change_of_host" ON "certificates" USING btree ("hosting_organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "data_requests_open" ON "data_requests" USING btree ("organisation_id","id") WHERE "data_requests"."answered_at" is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_action" ON "ledger" USING btree ("organisation_id","action","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_action_of_case_owner" ON "ledger" USING btree ("case_organisation_id","action","id") WHERE "ledger"."case_organisation_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_member" ON "ledger" USING btree ("organisation_id","member_id","id") WHERE "ledger"."member_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_member_of_case_owner" ON "ledger" USING btree ("case_organisation_id","member_id","id") WHERE "ledger"."case_organisation_id" is not null and "ledger"."member_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_time" ON "ledger" USING btree ("organisation_id","at","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ledger_by_time_of_case_owner" ON "ledger" USING btree ("case_organisation_id","at","id") WHERE "ledger"."case_organisation_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "links_by_person" ON "links" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "mobilities_by_parties" ON "mobilities" USING btree ("organisation_id","hosting_organisation_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "mobilities_by_change_of_host" ON "mobilities" USING btree ("hosting_organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "mobilities_by_project" ON "mobilities" USING btree ("organisation_id","project_code","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "mobilities_by_project_of_host" ON "mobilities" USING btree ("hosting_organisation_id","project_code","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "mobilities_external_id_of_host" ON "mobilities" USING btree ("hosting_organisation_id","external_id","id") WHERE "mobilities"."external_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "appeals_by_state" ON "appeals" USING btree ("organisation_id","state","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "appeals_by_kind" ON "appeals" USING btree ("organisation_id","kind","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "recognitions_by_stage_of_host" ON "recognitions" USING btree ("hosting_organisation_id","stage","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "recognitions_waiting_in_stage" ON "recognitions" USING btree ("organisation_id","stage","stage_since","id") WHERE "recognitions"."stage" in ('identification', 'documentation', 'assessment', 'validation');--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "recognitions_waiting_in_stage_by_host" ON "recognitions" USING btree ("hosting_organisation_id","stage","stage_since","id") WHERE "recognitions"."stage" in ('identification', 'documentation', 'assessment', 'validation');--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "recognitions_by_change_of_host" ON "recognitions" USING btree ("hosting_organisation_id","updated_at","id");
--> statement-breakpoint
create policy parties on accommodations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on agreement_signatures to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on agreement_versions to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on agreement_withdrawals to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on appeal_moves to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on appeals to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on assessments to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on assignments to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on certificate_files to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy issued on certificate_files for select to dcr_public using ((select true from certificates c where c.id = certificate_files.certificate_id and c.status = 'issued' limit 1));
--> statement-breakpoint
create policy parties on certificates to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on decisions to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on declarations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on disclosures to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on evidence to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on evidence_outcomes to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on file_readings to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on information_acknowledgements to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on issuing_pauses to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on ledger to dcr_eraser using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(case_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on links to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on mobilities to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy partner on organisation_settings for select to dcr_app using ((select true from mobilities m where m.organisation_id = organisation_settings.organisation_id
          and m.hosting_organisation_id = (select acting_organisation()) limit 1));
--> statement-breakpoint
create policy parties on outcomes to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on partnerships to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(partner_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(partner_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy hosted on people for select to dcr_app using ((select true from mobilities m where m.learner_id = people.id and m.hosting_organisation_id = (select acting_organisation()) limit 1));
--> statement-breakpoint
create policy parties on person_readings to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(reader_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(reader_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on recognition_acts to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on recognitions to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on revocation_requests to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on second_markings to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on shares to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy parties on transitions to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
