create or replace function link_of(hash text) returns setof links language sql stable security definer rows 1 set search_path = public, pg_temp
  as $$ select l.* from links l where l.secret_hash = hash $$;
--> statement-breakpoint
revoke all on function link_of(hash text) from public;
--> statement-breakpoint
grant create on schema public to dcr_auth;
--> statement-breakpoint
alter function link_of(hash text) owner to dcr_auth;
--> statement-breakpoint
revoke create on schema public from dcr_auth;
