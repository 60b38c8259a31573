create or replace function keep_assignment() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null then
    if old.declared_at is null and new.declared_at is not null then
      movable := movable || array['declared_at', 'last_trained_on', 'related', 'other_conflict', 'state'];
    end if;
    if old.withdrawn_at is null and new.withdrawn_at is not null then
      movable := movable || array['withdrawn_at', 'withdrawn_by', 'withdrawal_reason', 'state'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'an assignment does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_assignment() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_authorisation() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.revoked_at is null then
    if old.revoked_at is null and new.revoked_at is not null then
      movable := movable || array['revoked_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'an authorisation does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_authorisation() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_certificate() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' then
    if old.status = 'intended' and new.status = 'issued' and new.issued_at is not null then
      movable := array['status', 'issued_at', 'drawing', 'seal', 'sealed_at', 'seal_certificate', 'updated_at'];
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
create or replace function keep_data_request() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.answered_at is null then
    if old.extended_at is null and new.extended_at is not null then
      movable := movable || array['extended_at', 'extension_reason', 'due_on', 'waiting_since'];
    end if;
    if old.answered_at is null and new.answered_at is not null then
      movable := movable || array['answered_at', 'answered_by', 'outcome', 'answer'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a data request does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_data_request() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_evidence() returns trigger language plpgsql as $$
declare
  added text[] := array['scan', 'scanned_at'];
  erased text[] := array['title', 'url', 'record', 'erased_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and new.title is null and new.url is null
    and new.record is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if old.scan <> 'held' or new.scan = 'held' then
    added := '{}';
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'evidence does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_evidence() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_grant() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.decided_at is null then
    if old.proposed_by is null and new.proposed_by is not null then
      movable := movable || array['proposed_by', 'taken_on_through', 'proposed_in_person'];
    end if;
    if old.decided_at is null and new.decided_at is not null then
      movable := movable || array['decided_at', 'decided_by', 'state', 'by_one_client'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a grant does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_grant() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_issuing_pause() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.resumed_at is null then
    if old.resumed_at is null and new.resumed_at is not null then
      movable := movable || array['resumed_at', 'resumed_by', 'reason'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a pause does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_issuing_pause() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_memorandum() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.ended_on is null then
    if old.confirmed_at is null and new.confirmed_at is not null then
      movable := movable || array['confirmed_at', 'confirmed_by', 'updated_at'];
    end if;
    if old.ended_on is null and new.ended_on is not null then
      movable := movable || array['ended_on', 'ended_by', 'end_reason', 'updated_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a memorandum does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_memorandum() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_revocation_request() returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and old.outcome is null then
    if old.outcome is null and new.outcome is not null then
      movable := movable || array['outcome', 'decided_by', 'decided_at'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a request to revoke does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_revocation_request() owner to dcr_owner;
--> statement-breakpoint
create trigger kept before update or delete on assignments for each row execute function keep_assignment();
--> statement-breakpoint
create trigger kept before update or delete on authorisations for each row execute function keep_authorisation();
--> statement-breakpoint
create trigger kept before update or delete on data_requests for each row execute function keep_data_request();
--> statement-breakpoint
create trigger kept before update or delete on grants for each row execute function keep_grant();
--> statement-breakpoint
create trigger kept before update or delete on issuing_pauses for each row execute function keep_issuing_pause();
--> statement-breakpoint
create trigger kept before update or delete on revocation_requests for each row execute function keep_revocation_request();
