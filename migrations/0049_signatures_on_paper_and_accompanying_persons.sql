CREATE TABLE "accompanying_attestations" (
	"accompanying_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accompanying_persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"member_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accompanying_persons_dates" CHECK ("accompanying_persons"."starts_on" <= "accompanying_persons"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "paper_signature_confirmations" (
	"signature_id" uuid PRIMARY KEY NOT NULL,
	"version_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paper_signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"party" text NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"signed_on" date NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD COLUMN "method" text DEFAULT 'electronic' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD COLUMN "signed_on" date;--> statement-breakpoint
ALTER TABLE "accompanying_attestations" ADD CONSTRAINT "accompanying_attestations_accompanying_id_accompanying_persons_id_fk" FOREIGN KEY ("accompanying_id") REFERENCES "public"."accompanying_persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_attestations" ADD CONSTRAINT "accompanying_attestations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_attestations" ADD CONSTRAINT "accompanying_attestations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_attestations" ADD CONSTRAINT "accompanying_attestations_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_attestations" ADD CONSTRAINT "accompanying_attestations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_persons" ADD CONSTRAINT "accompanying_persons_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_persons" ADD CONSTRAINT "accompanying_persons_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_persons" ADD CONSTRAINT "accompanying_persons_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accompanying_persons" ADD CONSTRAINT "accompanying_persons_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_confirmations" ADD CONSTRAINT "paper_signature_confirmations_signature_id_paper_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."paper_signatures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_confirmations" ADD CONSTRAINT "paper_signature_confirmations_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_confirmations" ADD CONSTRAINT "paper_signature_confirmations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_confirmations" ADD CONSTRAINT "paper_signature_confirmations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signature_confirmations" ADD CONSTRAINT "paper_signature_confirmations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD CONSTRAINT "paper_signatures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD CONSTRAINT "paper_signatures_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD CONSTRAINT "paper_signatures_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_signatures" ADD CONSTRAINT "paper_signatures_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accompanying_persons_by_mobility" ON "accompanying_persons" USING btree ("mobility_id","id");--> statement-breakpoint
CREATE INDEX "paper_signatures_by_version" ON "paper_signatures" USING btree ("version_id","id");
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
alter table accompanying_attestations owner to dcr_owner;
--> statement-breakpoint
alter table accompanying_attestations enable row level security;
--> statement-breakpoint
alter table accompanying_attestations force row level security;
--> statement-breakpoint
create policy parties on accompanying_attestations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on accompanying_attestations to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on accompanying_attestations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on accompanying_attestations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on accompanying_attestations to dcr_app;
--> statement-breakpoint
grant select on accompanying_attestations to dcr_eraser;
--> statement-breakpoint
grant select on accompanying_attestations to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on accompanying_attestations for each row execute function refuse_change();
--> statement-breakpoint
alter table accompanying_persons owner to dcr_owner;
--> statement-breakpoint
alter table accompanying_persons enable row level security;
--> statement-breakpoint
alter table accompanying_persons force row level security;
--> statement-breakpoint
create policy parties on accompanying_persons to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on accompanying_persons to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on accompanying_persons to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on accompanying_persons for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on accompanying_persons to dcr_app;
--> statement-breakpoint
grant select on accompanying_persons to dcr_eraser;
--> statement-breakpoint
grant select on accompanying_persons to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on accompanying_persons for each row execute function refuse_change();
--> statement-breakpoint
create trigger not_of_the_erased before insert on accompanying_persons for each row execute function refuse_erased('mobility_id');
--> statement-breakpoint
alter table paper_signature_confirmations owner to dcr_owner;
--> statement-breakpoint
alter table paper_signature_confirmations enable row level security;
--> statement-breakpoint
alter table paper_signature_confirmations force row level security;
--> statement-breakpoint
create policy parties on paper_signature_confirmations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on paper_signature_confirmations to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on paper_signature_confirmations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on paper_signature_confirmations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on paper_signature_confirmations to dcr_app;
--> statement-breakpoint
grant select on paper_signature_confirmations to dcr_eraser;
--> statement-breakpoint
grant select on paper_signature_confirmations to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on paper_signature_confirmations for each row execute function refuse_change();
--> statement-breakpoint
alter table paper_signatures owner to dcr_owner;
--> statement-breakpoint
alter table paper_signatures enable row level security;
--> statement-breakpoint
alter table paper_signatures force row level security;
--> statement-breakpoint
create policy parties on paper_signatures to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on paper_signatures to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on paper_signatures to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on paper_signatures for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on paper_signatures to dcr_app;
--> statement-breakpoint
grant select on paper_signatures to dcr_eraser;
--> statement-breakpoint
grant select on paper_signatures to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on paper_signatures for each row execute function refuse_change();
