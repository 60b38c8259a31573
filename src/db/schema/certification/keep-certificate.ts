import { databaseFunction } from '../protect.ts'

/**
 * What a certificate says is fixed when it is recorded. It is issued or voided once; then it is sealed once, where that
 * waits, and revoked once, by somebody and for a reason. Only when it was last touched goes on moving.
 */
export const keepCertificate = databaseFunction(
  'keep_certificate()',
  `returns trigger language plpgsql as $$
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
end $$`,
)
