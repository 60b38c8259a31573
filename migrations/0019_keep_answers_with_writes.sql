create or replace function kept_answer(organisation uuid, client uuid, asked text) returns json language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, client, asked), 0));
  return (
    select json_build_object('fingerprint', k.fingerprint, 'answered', k.answered, 'status', k.status,
      'headers', k.headers, 'body', k.body)
    from idempotency_keys k where k.organisation_id = organisation and k.client_id = client and k.key = asked
  );
end $$;
--> statement-breakpoint
alter function kept_answer(organisation uuid, client uuid, asked text) owner to dcr_owner;
