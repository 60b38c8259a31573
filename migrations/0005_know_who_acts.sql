create or replace function rights_held(organisation uuid, client uuid, member uuid) returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', c.scopes, 'active', m.active, 'roles', m.roles)
    from clients c
    left join members m on m.id = member and m.organisation_id = c.organisation_id
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
