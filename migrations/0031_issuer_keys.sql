CREATE TABLE "issuer_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_jwe" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"compromised_from" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "issuer_did" text;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD CONSTRAINT "issuer_keys_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_keys_one_signs" ON "issuer_keys" USING btree ("organisation_id","purpose") WHERE "issuer_keys"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "issuer_keys_by_organisation" ON "issuer_keys" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "issuer_keys_compromised" ON "issuer_keys" USING btree ("compromised_from") WHERE "issuer_keys"."compromised_from" is not null;
--> statement-breakpoint
create or replace function keep_certificate() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' then
    if old.status = 'intended' and new.status = 'issued' and new.issued_at is not null then
      movable := array['status', 'issued_at', 'issuer_did', 'drawing', 'seal', 'sealed_at', 'seal_certificate',
        'updated_at'];
    elsif old.status = 'intended' and new.status = 'voided' then
      movable := array['status', 'updated_at'];
    elsif old.status = 'issued' then
      movable := array['updated_at'];
      if old.seal = 'pending' and new.seal = 'sealed' then
        movable := movable || array['seal', 'sealed_at', 'seal_certificate'];
      end if;
      if old.revoked_at is null and new.revoked_at is not null
        and new.revoked_by is not null and new.revocation_reason is not null then
        movable := movable || array['revoked_at', 'revoked_by', 'revocation_reason'];
      end if;
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a certificate does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_certificate() owner to dcr_owner;
--> statement-breakpoint
alter table issuer_keys owner to dcr_owner;
--> statement-breakpoint
alter table issuer_keys enable row level security;
--> statement-breakpoint
alter table issuer_keys force row level security;
--> statement-breakpoint
create policy own on issuer_keys for select to dcr_app using (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on issuer_keys to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on issuer_keys to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select (kid, organisation_id, purpose, public_jwk, created_at, retired_at, compromised_from) on issuer_keys to dcr_app;
--> statement-breakpoint
grant select, insert, update on issuer_keys to dcr_service;
