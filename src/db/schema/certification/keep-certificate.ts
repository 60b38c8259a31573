import { databaseFunction } from '../protect.ts'

/** What a certificate says is fixed when it is recorded; only its status, its revocation and its seal move. */
export const keepCertificate = databaseFunction(
  'keep_certificate()',
  `returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.snapshot <> new.snapshot or old.snapshot_sha256 <> new.snapshot_sha256
    or old.number <> new.number or old.code <> new.code or old.recognition_id <> new.recognition_id
    or old.supersedes is distinct from new.supersedes or old.appeal_id is distinct from new.appeal_id
    or (old.status <> 'intended' and (old.status <> new.status or old.drawing is distinct from new.drawing))
    or (old.status <> 'intended' and old.seal <> new.seal and not (old.seal = 'pending' and new.seal = 'sealed'))
    or (old.seal = 'sealed' and (old.sealed_at <> new.sealed_at or old.seal_certificate <> new.seal_certificate))
    or (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at) then
    raise exception 'a certificate does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)
