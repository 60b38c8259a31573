CREATE TABLE "agreement_objections" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"comment" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid,
	"subject_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"desk_id" uuid NOT NULL,
	"action" text NOT NULL,
	"role" text,
	"at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"vouched" boolean
);
--> statement-breakpoint
CREATE TABLE "desk_forms" (
	"organisation_id" uuid NOT NULL,
	"desk_id" uuid NOT NULL,
	"form" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "desk_forms_desk_id_form_pk" PRIMARY KEY("desk_id","form")
);
--> statement-breakpoint
CREATE TABLE "desks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"travelled" text NOT NULL,
	"given_by_organisation" uuid NOT NULL,
	"given_by_member" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "desks_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"folded_email" text NOT NULL,
	"roles" text[] NOT NULL,
	"language" text,
	"deliver" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid
);
--> statement-breakpoint
CREATE TABLE "vouched_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"address" text NOT NULL,
	"checked" text NOT NULL,
	"vouched_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "vouched_addresses_once" UNIQUE("organisation_id","address")
);
--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD COLUMN "answers" text;--> statement-breakpoint
ALTER TABLE "agreement_objections" ADD CONSTRAINT "agreement_objections_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_objections" ADD CONSTRAINT "agreement_objections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_objections" ADD CONSTRAINT "agreement_objections_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_objections" ADD CONSTRAINT "agreement_objections_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_acts" ADD CONSTRAINT "desk_acts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_acts" ADD CONSTRAINT "desk_acts_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_acts" ADD CONSTRAINT "desk_acts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_acts" ADD CONSTRAINT "desk_acts_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_forms" ADD CONSTRAINT "desk_forms_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_forms" ADD CONSTRAINT "desk_forms_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desks" ADD CONSTRAINT "desks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desks" ADD CONSTRAINT "desks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desks" ADD CONSTRAINT "desks_given_by_organisation_organisations_id_fk" FOREIGN KEY ("given_by_organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouched_addresses" ADD CONSTRAINT "vouched_addresses_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouched_addresses" ADD CONSTRAINT "vouched_addresses_vouched_by_members_id_fk" FOREIGN KEY ("vouched_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_acts_by_recognition" ON "desk_acts" USING btree ("recognition_id") WHERE "desk_acts"."confirmed_at" is null;--> statement-breakpoint
CREATE INDEX "desk_acts_by_subject" ON "desk_acts" USING btree ("subject_id") WHERE "desk_acts"."confirmed_at" is null;--> statement-breakpoint
CREATE INDEX "desk_acts_by_member" ON "desk_acts" USING btree ("member_id") WHERE "desk_acts"."confirmed_at" is null;--> statement-breakpoint
CREATE INDEX "desk_forms_by_age" ON "desk_forms" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "desks_by_organisation" ON "desks" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "desks_by_member" ON "desks" USING btree ("member_id","id");--> statement-breakpoint
CREATE INDEX "desks_by_expiry" ON "desks" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "invitations_by_organisation" ON "invitations" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "invitations_by_host" ON "invitations" USING btree ("hosting_organisation_id","id");--> statement-breakpoint
CREATE INDEX "invitations_by_member" ON "invitations" USING btree ("member_id","id");--> statement-breakpoint
CREATE INDEX "invitations_by_address" ON "invitations" USING btree ("organisation_id","folded_email");
--> statement-breakpoint
create or replace function desk_of(hash text, at timestamptz) returns setof desks language plpgsql volatile security definer rows 1 set search_path = public, pg_temp as $$
begin
  update desks d set opened_at = at
    where d.secret_hash = hash and d.opened_at is null and d.ended_at is null and d.expires_at > at;
  return query select d.* from desks d where d.secret_hash = hash;
end $$;
--> statement-breakpoint
revoke all on function desk_of(hash text, at timestamptz) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function desk_of(hash text, at timestamptz) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
--> statement-breakpoint
create or replace function desk_rights(organisation uuid, member uuid, desk uuid, at timestamptz) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', array['read', 'recognise'], 'active', m.active,
      'roles', array(select r from unnest(m.roles) r where r in ('coordinator', 'mentor', 'assessor', 'validator')),
      'mustSignIn', coalesce((s.set ->> 'requireSignIn')::boolean, false), 'zone', s.set ->> 'timeZone',
      'madeBy', null,
      'byHand', d.travelled = 'by-hand' and not exists (select 1 from vouched_addresses v
        where v.organisation_id = d.organisation_id and v.address = lower(m.email)))
    from desks d
    join members m on m.id = d.member_id and m.organisation_id = d.organisation_id
    left join organisation_settings s on s.organisation_id = d.organisation_id
    where d.id = desk and d.organisation_id = organisation and d.member_id = member
      and d.ended_at is null and d.expires_at > at
  );
end $$;
--> statement-breakpoint
revoke all on function desk_rights(organisation uuid, member uuid, desk uuid, at timestamptz) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function desk_rights(organisation uuid, member uuid, desk uuid, at timestamptz) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
--> statement-breakpoint
alter table agreement_objections owner to dcr_owner;
--> statement-breakpoint
alter table agreement_objections enable row level security;
--> statement-breakpoint
alter table agreement_objections force row level security;
--> statement-breakpoint
create policy parties on agreement_objections to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy erasing on agreement_objections to dcr_eraser using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on agreement_objections to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_objections for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on agreement_objections to dcr_app;
--> statement-breakpoint
grant select on agreement_objections to dcr_eraser;
--> statement-breakpoint
grant select on agreement_objections to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on agreement_objections for each row execute function refuse_change();
--> statement-breakpoint
alter table desk_acts owner to dcr_owner;
--> statement-breakpoint
alter table desk_acts enable row level security;
--> statement-breakpoint
alter table desk_acts force row level security;
--> statement-breakpoint
create policy parties on desk_acts for select to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy noting on desk_acts for insert to dcr_app with check (hosting_organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy confirming on desk_acts for update to dcr_app using (hosting_organisation_id = (select acting_organisation())) with check (hosting_organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on desk_acts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on desk_acts for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (confirmed_at, vouched) on desk_acts to dcr_app;
--> statement-breakpoint
grant select on desk_acts to dcr_service;
--> statement-breakpoint
alter table desk_forms owner to dcr_owner;
--> statement-breakpoint
alter table desk_forms enable row level security;
--> statement-breakpoint
alter table desk_forms force row level security;
--> statement-breakpoint
create policy own on desk_forms to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on desk_forms to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on desk_forms to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert on desk_forms to dcr_app;
--> statement-breakpoint
grant select, delete on desk_forms to dcr_service;
--> statement-breakpoint
alter table desks owner to dcr_owner;
--> statement-breakpoint
alter table desks enable row level security;
--> statement-breakpoint
alter table desks force row level security;
--> statement-breakpoint
create policy own on desks to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy lookup on desks for select to dcr_auth using (true);
--> statement-breakpoint
create policy opening on desks for update to dcr_auth using (opened_at is null) with check (true);
--> statement-breakpoint
create policy migrating on desks to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on desks to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (ended_at, ended_by) on desks to dcr_app;
--> statement-breakpoint
grant select, update (opened_at) on desks to dcr_auth;
--> statement-breakpoint
grant select, delete on desks to dcr_service;
--> statement-breakpoint
alter table invitations owner to dcr_owner;
--> statement-breakpoint
alter table invitations enable row level security;
--> statement-breakpoint
alter table invitations force row level security;
--> statement-breakpoint
create policy parties on invitations to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on invitations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on invitations for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update (withdrawn_at, withdrawn_by) on invitations to dcr_app;
--> statement-breakpoint
grant select on invitations to dcr_service;
--> statement-breakpoint
alter table vouched_addresses owner to dcr_owner;
--> statement-breakpoint
alter table vouched_addresses enable row level security;
--> statement-breakpoint
alter table vouched_addresses force row level security;
--> statement-breakpoint
create policy own on vouched_addresses to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy lookup on vouched_addresses for select to dcr_auth using (true);
--> statement-breakpoint
create policy migrating on vouched_addresses to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on vouched_addresses for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on vouched_addresses to dcr_app;
--> statement-breakpoint
grant select on vouched_addresses to dcr_auth;
--> statement-breakpoint
grant select on vouched_addresses to dcr_service;
