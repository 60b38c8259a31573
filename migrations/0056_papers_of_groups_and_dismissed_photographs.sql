CREATE TABLE "group_papers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"basis" text NOT NULL,
	"number" text NOT NULL,
	"code" text NOT NULL,
	"says" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_on" date NOT NULL,
	"member_id" uuid,
	CONSTRAINT "group_papers_number_unique" UNIQUE("number"),
	CONSTRAINT "group_papers_code_unique" UNIQUE("code"),
	CONSTRAINT "group_papers_once" UNIQUE("group_id","kind","language","basis")
);
--> statement-breakpoint
CREATE TABLE "paper_signature_dismissals" (
	"signature_id" uuid PRIMARY KEY NOT NULL,
	"version_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "group_papers" ADD CONSTRAINT "group_papers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_papers" ADD CONSTRAINT "group_papers_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_papers" ADD CONSTRAINT "group_papers_group_id_group_mobilities_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group_mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_papers" ADD CONSTRAINT "group_papers_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_dismissals" ADD CONSTRAINT "paper_signature_dismissals_signature_id_paper_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."paper_signatures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_dismissals" ADD CONSTRAINT "paper_signature_dismissals_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_dismissals" ADD CONSTRAINT "paper_signature_dismissals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_dismissals" ADD CONSTRAINT "paper_signature_dismissals_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_dismissals" ADD CONSTRAINT "paper_signature_dismissals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "group_papers_by_group" ON "group_papers" USING btree ("group_id","id");
--> statement-breakpoint
create or replace function hand_over(of_mobility uuid, host uuid, agreements boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.moves', 'on', true);
  if not exists (select from mobilities m where m.id = of_mobility and m.organisation_id = acting_organisation()) then
    raise exception 'no such mobility' using errcode = 'integrity_constraint_violation';
  end if;
  update recognitions set hosting_organisation_id = host where mobility_id = of_mobility;
  update outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence_outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update declarations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update information_acknowledgements set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update accommodations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update diary_entries set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update assignments set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update second_markings set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update links set hosting_organisation_id = host where subject_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update accompanying_persons set hosting_organisation_id = host where mobility_id = of_mobility;
  if agreements then
    update agreement_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_withdrawals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_reinstatements set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_slips set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_objections set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update paper_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update paper_signature_confirmations set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update paper_signature_dismissals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update links set hosting_organisation_id = host where subject_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_versions set hosting_organisation_id = host where mobility_id = of_mobility;
    update europass_descriptions set hosting_organisation_id = host where mobility_id = of_mobility;
  end if;
  perform set_config('app.moves', '', true);
end $$;
--> statement-breakpoint
revoke all on function hand_over(of_mobility uuid, host uuid, agreements boolean) from public;
--> statement-breakpoint
grant execute on function hand_over(of_mobility uuid, host uuid, agreements boolean) to dcr_app;
--> statement-breakpoint
alter function hand_over(of_mobility uuid, host uuid, agreements boolean) owner to dcr_owner;
--> statement-breakpoint
alter table group_papers owner to dcr_owner;
--> statement-breakpoint
alter table group_papers enable row level security;
--> statement-breakpoint
alter table group_papers force row level security;
--> statement-breakpoint
create policy parties on group_papers to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy issued on group_papers for select to dcr_public using (true);
--> statement-breakpoint
create policy erasing on group_papers to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on group_papers to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on group_papers for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on group_papers to dcr_app;
--> statement-breakpoint
grant select (id, organisation_id, group_id, kind, language, basis, number, code, says, sha256, issued_on) on group_papers to dcr_public;
--> statement-breakpoint
grant select on group_papers to dcr_eraser;
--> statement-breakpoint
grant select on group_papers to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on group_papers for each row execute function refuse_change();
--> statement-breakpoint
alter table paper_signature_dismissals owner to dcr_owner;
--> statement-breakpoint
alter table paper_signature_dismissals enable row level security;
--> statement-breakpoint
alter table paper_signature_dismissals force row level security;
--> statement-breakpoint
create policy parties on paper_signature_dismissals to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy stays on paper_signature_dismissals for select to dcr_app using (has_stay('version_id', version_id));
--> statement-breakpoint
create policy erasing on paper_signature_dismissals to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on paper_signature_dismissals to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on paper_signature_dismissals for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on paper_signature_dismissals to dcr_app;
--> statement-breakpoint
grant select on paper_signature_dismissals to dcr_eraser;
--> statement-breakpoint
grant select on paper_signature_dismissals to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on paper_signature_dismissals for each row execute function refuse_change();
