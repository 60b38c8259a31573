ALTER TABLE "grants" ADD COLUMN "taken_on_through" uuid;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "proposed_in_person" boolean;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "by_one_client" boolean;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_taken_on_through_clients_id_fk" FOREIGN KEY ("taken_on_through") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
create or replace function end_with_maker() returns trigger language plpgsql as $$
begin
  perform 1 from members m where m.id = new.made_by_member and m.active for share;
  if not found then
    new.ended_at := coalesce(new.ended_at, new.created_at);
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function end_with_maker() owner to dcr_owner;
--> statement-breakpoint
create or replace function rights_held(organisation uuid, client uuid, member uuid) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return rights_held(organisation, client, member, null, null, now());
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
create or replace function rights_held(organisation uuid, client uuid, member uuid, credential uuid, subject_hash text, at timestamptz) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', c.scopes, 'active', m.active, 'roles', m.roles,
      'mustSignIn', coalesce((s.set ->> 'requireSignIn')::boolean, false), 'madeBy', k.made_by_member)
    from clients c
    left join members m on m.id = member and m.organisation_id = c.organisation_id
    left join organisation_settings s on s.organisation_id = c.organisation_id
    left join client_credentials k on k.id = credential and k.client_id = c.id
      and k.ended_at is null and (k.expires_at is null or k.expires_at > at)
    where c.id = client and c.organisation_id = organisation and c.revoked_at is null
      and (credential is null or k.id is not null)
      and (subject_hash is null
        or subject_hash = encode(sha256(convert_to(m.id::text || ' ' || m.subject, 'UTF8')), 'hex'))
  );
end $$;
--> statement-breakpoint
revoke all on function rights_held(organisation uuid, client uuid, member uuid, credential uuid, subject_hash text, at timestamptz) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function rights_held(organisation uuid, client uuid, member uuid, credential uuid, subject_hash text, at timestamptz) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
--> statement-breakpoint
create trigger made_by_member before insert on client_credentials for each row when (new.made_by_member is not null and new.ended_at is null) execute function end_with_maker();
--> statement-breakpoint
create trigger works_anew before update on client_credentials for each row when (new.made_by_member is not null and new.ended_at is null
        and (old.ended_at is not null or old.made_by_member is distinct from new.made_by_member)) execute function end_with_maker();
