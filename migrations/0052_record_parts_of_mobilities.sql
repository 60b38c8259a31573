CREATE TABLE "mobility_stays" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"role" text NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"position" integer NOT NULL,
	"member_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mobility_stays_days" CHECK (("mobility_stays"."starts_on" is null) = ("mobility_stays"."ends_on" is null) and "mobility_stays"."starts_on" <= "mobility_stays"."ends_on"),
	CONSTRAINT "mobility_stays_of_a_host" CHECK ("mobility_stays"."role" = 'intermediary' or "mobility_stays"."starts_on" is not null)
);
--> statement-breakpoint
CREATE TABLE "stay_attestations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"stay_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mobility_stays" ADD CONSTRAINT "mobility_stays_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_stays" ADD CONSTRAINT "mobility_stays_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_stays" ADD CONSTRAINT "mobility_stays_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobility_stays" ADD CONSTRAINT "mobility_stays_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_attestations" ADD CONSTRAINT "stay_attestations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_attestations" ADD CONSTRAINT "stay_attestations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_attestations" ADD CONSTRAINT "stay_attestations_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_attestations" ADD CONSTRAINT "stay_attestations_stay_id_mobility_stays_id_fk" FOREIGN KEY ("stay_id") REFERENCES "public"."mobility_stays"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_attestations" ADD CONSTRAINT "stay_attestations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mobility_stays_by_mobility" ON "mobility_stays" USING btree ("mobility_id","position");--> statement-breakpoint
CREATE INDEX "mobility_stays_by_host" ON "mobility_stays" USING btree ("hosting_organisation_id","mobility_id");--> statement-breakpoint
CREATE INDEX "mobility_stays_waiting" ON "mobility_stays" USING btree ("hosting_organisation_id","at","id");--> statement-breakpoint
CREATE INDEX "mobility_stays_by_organisation" ON "mobility_stays" USING btree ("organisation_id","hosting_organisation_id");--> statement-breakpoint
CREATE INDEX "stay_attestations_by_mobility" ON "stay_attestations" USING btree ("mobility_id","id");--> statement-breakpoint
CREATE INDEX "stay_attestations_by_stay" ON "stay_attestations" USING btree ("stay_id","id");
--> statement-breakpoint
create or replace function has_stay(leads text, to_id uuid) returns boolean language sql stable security definer cost 1 set search_path = public, pg_temp
  as $$ select exists (select from mobility_stays s
    where s.hosting_organisation_id = acting_organisation() and s.mobility_id = case leads
      when 'id' then to_id
      when 'mobility_id' then to_id
      when 'recognition_id' then (select r.mobility_id from recognitions r where r.id = to_id)
      when 'version_id' then (select v.mobility_id from agreement_versions v where v.id = to_id)
      when 'certificate_id' then (select r.mobility_id from certificates c
        join recognitions r on r.id = c.recognition_id where c.id = to_id)
    end) $$;
--> statement-breakpoint
alter function has_stay(leads text, to_id uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function moves_of(cases uuid[]) returns table (id uuid, organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid, subject_id text,
    kind text, action text, "from" text, "to" text, role text, client_id uuid, member_id uuid, person_id uuid,
    at timestamp with time zone, reason text, input_hash text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id, l.recognition_id,
    l.subject_id, case when l.action like 'appeal.%' then 'appeal' else 'case' end,
    case l.action when 'appeal.mark' then 'mark-again' else split_part(l.action, '.', 2) end,
    l."from", l."to", l.role, l.client_id, l.member_id, l.person_id, l.at, l.reason, l.input_hash
  from ledger l
  where l.recognition_id = any(cases) and l."to" is not null and ((select acting_organisation())
    in (coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id)
    or has_stay('recognition_id', l.recognition_id))
  order by l.seq $$;
--> statement-breakpoint
revoke all on function moves_of(cases uuid[]) from public;
--> statement-breakpoint
grant execute on function moves_of(cases uuid[]) to dcr_app;
--> statement-breakpoint
alter function moves_of(cases uuid[]) owner to dcr_owner;
--> statement-breakpoint
create policy stays on accommodations for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on accompanying_attestations for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy stays on accompanying_persons for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy stays on agreement_objections for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on agreement_reinstatements for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on agreement_signatures for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on agreement_slips for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on agreement_versions for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy stays on agreement_withdrawals for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on appeal_moves for select to dcr_app using (has_stay('id', id));
--> statement-breakpoint
create policy stays on appeals for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on assessments for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on assignments for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on certificate_files for select to dcr_app using (has_stay('certificate_id', certificate_id));
--> statement-breakpoint
create policy stays on certificates for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on corrections for select to dcr_app using (has_stay('certificate_id', certificate_id));
--> statement-breakpoint
create policy stays on decisions for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on declarations for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on europass_descriptions for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy stays on evidence for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on evidence_outcomes for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on file_readings for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy read_in_stays on file_readings for insert to dcr_app with check (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on information_acknowledgements for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on mobilities for select to dcr_app using (has_stay('id', id));
--> statement-breakpoint
create policy stays on mobility_papers for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
alter table mobility_stays owner to dcr_owner;
--> statement-breakpoint
alter table mobility_stays enable row level security;
--> statement-breakpoint
alter table mobility_stays force row level security;
--> statement-breakpoint
create policy parties on mobility_stays to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy stays on mobility_stays for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy erasing on mobility_stays to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on mobility_stays to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on mobility_stays for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (position, hosting_organisation_id), delete on mobility_stays to dcr_app;
--> statement-breakpoint
grant select on mobility_stays to dcr_eraser;
--> statement-breakpoint
grant select on mobility_stays to dcr_service;
--> statement-breakpoint
create trigger not_of_the_erased before insert on mobility_stays for each row execute function refuse_erased('mobility_id');
--> statement-breakpoint
create policy partner_in_part on organisation_settings for select to dcr_app using ((select true from mobility_stays s where s.organisation_id = organisation_settings.organisation_id
          and s.hosting_organisation_id = (select acting_organisation()) limit 1));
--> statement-breakpoint
create policy stays on outcomes for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on paper_signature_confirmations for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on paper_signatures for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy stays on participation_attestations for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy hosted_in_part on people for select to dcr_app using ((select true from mobilities m join mobility_stays s on s.mobility_id = m.id where m.learner_id = people.id and s.hosting_organisation_id = (select acting_organisation()) limit 1));
--> statement-breakpoint
create policy stays on recognition_acts for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
create policy stays on recognitions for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy stays on revocation_requests for select to dcr_app using (has_stay('certificate_id', certificate_id));
--> statement-breakpoint
create policy stays on second_markings for select to dcr_app using (has_stay('recognition_id', recognition_id));
--> statement-breakpoint
alter table stay_attestations owner to dcr_owner;
--> statement-breakpoint
alter table stay_attestations enable row level security;
--> statement-breakpoint
alter table stay_attestations force row level security;
--> statement-breakpoint
create policy parties on stay_attestations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy stays on stay_attestations for select to dcr_app using (has_stay('mobility_id', mobility_id));
--> statement-breakpoint
create policy erasing on stay_attestations to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on stay_attestations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on stay_attestations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on stay_attestations to dcr_app;
--> statement-breakpoint
grant select on stay_attestations to dcr_eraser;
--> statement-breakpoint
grant select on stay_attestations to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on stay_attestations for each row execute function refuse_change();
--> statement-breakpoint
create policy stays on transitions for select to dcr_app using (has_stay('recognition_id', recognition_id));
