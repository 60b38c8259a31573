create or replace function rights_held(organisation uuid, client uuid, member uuid, credential uuid, subject_hash text, at timestamptz) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', c.scopes, 'active', m.active, 'roles', m.roles,
      'mustSignIn', coalesce((s.set ->> 'requireSignIn')::boolean, false), 'zone', s.set ->> 'timeZone',
      'madeBy', k.made_by_member)
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
create or replace function zone_of(organisation uuid) returns text language sql stable security definer set search_path = public, pg_temp
  as $$ select s.set ->> 'timeZone' from organisation_settings s where s.organisation_id = organisation $$;
--> statement-breakpoint
revoke all on function zone_of(organisation uuid) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function zone_of(organisation uuid) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
