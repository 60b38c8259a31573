CREATE TABLE "client_assertions" (
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"jti_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "client_assertions_client_id_jti_hash_pk" PRIMARY KEY("client_id","jti_hash")
);
--> statement-breakpoint
CREATE TABLE "client_credentials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text,
	"public_jwk" jsonb,
	"made_by_client" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "client_credentials_kind" CHECK (case "client_credentials"."kind" when 'secret' then "client_credentials"."secret_hash" is not null and "client_credentials"."public_jwk" is null
        else "client_credentials"."public_jwk" is not null and "client_credentials"."secret_hash" is null end)
);
--> statement-breakpoint
CREATE TABLE "failed_sign_ins" (
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"address" text NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "failed_sign_ins_client_id_address_pk" PRIMARY KEY("client_id","address")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "client_assertions" ADD CONSTRAINT "client_assertions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_assertions" ADD CONSTRAINT "client_assertions_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_credentials" ADD CONSTRAINT "client_credentials_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_credentials" ADD CONSTRAINT "client_credentials_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "failed_sign_ins" ADD CONSTRAINT "failed_sign_ins_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "failed_sign_ins" ADD CONSTRAINT "failed_sign_ins_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_assertions_by_age" ON "client_assertions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "client_credentials_by_client" ON "client_credentials" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "failed_sign_ins_by_age" ON "failed_sign_ins" USING btree ("last_at");--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_subject" UNIQUE("organisation_id","subject");
--> statement-breakpoint
create or replace function keep_first_secret() returns trigger language plpgsql as $$
begin
  insert into client_credentials (id, organisation_id, client_id, kind, secret_hash, created_at)
    values (gen_random_uuid(), new.organisation_id, new.id, 'secret', new.secret_hash, new.created_at);
  return null;
end $$;
--> statement-breakpoint
alter function keep_first_secret() owner to dcr_owner;
--> statement-breakpoint
create or replace function rights_held(organisation uuid, client uuid, member uuid) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', c.scopes, 'active', m.active, 'roles', m.roles,
      'mustSignIn', coalesce((s.set ->> 'requireSignIn')::boolean, false))
    from clients c
    left join members m on m.id = member and m.organisation_id = c.organisation_id
    left join organisation_settings s on s.organisation_id = c.organisation_id
    where c.id = client and c.organisation_id = organisation and c.revoked_at is null
  );
end $$;
--> statement-breakpoint
revoke all on function rights_held(organisation uuid, client uuid, member uuid) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function rights_held(organisation uuid, client uuid, member uuid) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
--> statement-breakpoint
alter table client_assertions owner to dcr_owner;
--> statement-breakpoint
alter table client_assertions enable row level security;
--> statement-breakpoint
alter table client_assertions force row level security;
--> statement-breakpoint
create policy own on client_assertions to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy lookup on client_assertions for select to dcr_auth using (true);
--> statement-breakpoint
create policy taken on client_assertions for insert to dcr_auth with check (true);
--> statement-breakpoint
create policy migrating on client_assertions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on client_assertions to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select on client_assertions to dcr_app;
--> statement-breakpoint
grant select, insert on client_assertions to dcr_auth;
--> statement-breakpoint
grant select, delete on client_assertions to dcr_service;
--> statement-breakpoint
alter table client_credentials owner to dcr_owner;
--> statement-breakpoint
alter table client_credentials enable row level security;
--> statement-breakpoint
alter table client_credentials force row level security;
--> statement-breakpoint
create policy own on client_credentials to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy lookup on client_credentials for select to dcr_auth using (true);
--> statement-breakpoint
create policy used on client_credentials for update to dcr_auth using (true);
--> statement-breakpoint
create policy migrating on client_credentials to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on client_credentials for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert, update on client_credentials to dcr_app;
--> statement-breakpoint
grant select, update (last_used_at) on client_credentials to dcr_auth;
--> statement-breakpoint
grant select on client_credentials to dcr_service;
--> statement-breakpoint
create trigger first_secret after insert on clients for each row when (new.secret_hash <> '') execute function keep_first_secret();
--> statement-breakpoint
alter table failed_sign_ins owner to dcr_owner;
--> statement-breakpoint
alter table failed_sign_ins enable row level security;
--> statement-breakpoint
alter table failed_sign_ins force row level security;
--> statement-breakpoint
create policy own on failed_sign_ins to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy lookup on failed_sign_ins for select to dcr_auth using (true);
--> statement-breakpoint
create policy proved on failed_sign_ins for delete to dcr_auth using (true);
--> statement-breakpoint
create policy migrating on failed_sign_ins to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on failed_sign_ins to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on failed_sign_ins to dcr_app;
--> statement-breakpoint
grant select, delete on failed_sign_ins to dcr_auth;
--> statement-breakpoint
grant select, delete on failed_sign_ins to dcr_service;
--> statement-breakpoint
create policy lookup on organisation_settings for select to dcr_auth using (true);
--> statement-breakpoint
grant select on organisation_settings to dcr_auth;
--> statement-breakpoint
insert into client_credentials (id, organisation_id, client_id, kind, secret_hash, created_at, ended_at)
  select gen_random_uuid(), organisation_id, id, 'secret', secret_hash, created_at, revoked_at from clients;
