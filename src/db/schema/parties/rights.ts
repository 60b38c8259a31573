import { databaseFunction } from '../protect.ts'

/**
 * What a client and who acts through it may do now, with the rights of whoever looks up who is asking; null without a client.
 * Where the token says for which credential it was given, or as whom somebody signed in, null too unless that still holds.
 */
export const rightsHeld = databaseFunction(
  'rights_held(organisation uuid, client uuid, member uuid, credential uuid, subject_hash text, at timestamptz)',
  `returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
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
end $$`,
  'owner',
  'dcr_auth',
)

/** The same for processes of the release before, whose tokens say neither. */
databaseFunction(
  'rights_held(organisation uuid, client uuid, member uuid)',
  `returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return rights_held(organisation, client, member, null, null, now());
end $$`,
  'owner',
  'dcr_auth',
)

/** The time zone that an organisation has set, for whom no client comes; null where it has set none. */
export const zoneOf = databaseFunction(
  'zone_of(organisation uuid)',
  `returns text language sql stable security definer set search_path = public, pg_temp
  as $$ select s.set ->> 'timeZone' from organisation_settings s where s.organisation_id = organisation $$`,
  'owner',
  'dcr_auth',
)
