revoke all on client_credentials from dcr_auth;
--> statement-breakpoint
create or replace function renew_secret_once() returns trigger language plpgsql as $$
begin
  if old.secret_hash is distinct from new.secret_hash
    and not coalesce(old.secret_hash like 'scrypt$%' and new.secret_hash like 'sha256$%', false) then
    raise exception 'a secret does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function renew_secret_once() owner to dcr_owner;
--> statement-breakpoint
grant select, update (last_used_at, secret_hash) on client_credentials to dcr_auth;
--> statement-breakpoint
create trigger renewed_once before update on client_credentials for each row execute function renew_secret_once();
