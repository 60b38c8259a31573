-- One role owns every table and is for migrations alone, another is the service's own: neither can log in.
do $$
declare role_name text;
begin
  foreach role_name in array array['dcr_owner', 'dcr_service'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        if to_regrole(role_name) is null then raise; end if;
    end;
    begin
      execute format('grant %I to current_user', role_name);
    exception when others then null;
    end;
  end loop;
end $$;
--> statement-breakpoint
grant usage, create on schema public to dcr_owner;
--> statement-breakpoint
do $$
begin
  if to_regclass('drizzle.__drizzle_migrations') is null then return; end if;
  alter schema drizzle owner to dcr_owner;
  alter table drizzle.__drizzle_migrations owner to dcr_owner;
  grant usage on schema drizzle to dcr_service;
  grant select on drizzle.__drizzle_migrations to dcr_service;
end $$;
--> statement-breakpoint
create or replace function acting_organisation() returns uuid language sql stable
  as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
--> statement-breakpoint
alter function acting_organisation() owner to dcr_owner;
--> statement-breakpoint
create or replace function carry_audit_line() returns trigger language plpgsql as $$
declare
  moved transitions;
  stepped appeal_moves;
begin
  select t.* into moved from move_of(new) m join transitions t
    on t.recognition_id::text = m.of_id and t.action = m.move and t.member_id is not distinct from new.member_id
    where t.xmin = pg_current_xact_id()::xid and new.action not like 'appeal.%';
  select s.* into stepped from move_of(new) m join appeal_moves s
    on s.appeal_id::text = m.of_id and s.action = m.move and s.member_id is not distinct from new.member_id
    where s.xmin = pg_current_xact_id()::xid and new.action like 'appeal.%';
  perform carry_line(new, moved, stepped, null);
  return null;
end $$;
--> statement-breakpoint
alter function carry_audit_line() owner to dcr_owner;
--> statement-breakpoint
create or replace function carry_line(line audit_lines, moved transitions, stepped appeal_moves, numbered bigint) returns void language plpgsql as $$
declare
  subject text := coalesce(line.subject_id, moved.recognition_id::text, stepped.appeal_id::text);
  subject_uuid uuid := case when subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then subject::uuid end;
  of_case uuid := coalesce(moved.recognition_id, (line.details ->> 'recognitionId')::uuid,
    (select a.recognition_id from appeals a where a.id = coalesce(stepped.appeal_id, subject_uuid)),
    (select c.recognition_id from certificates c where c.id = subject_uuid),
    (select r.id from recognitions r where r.id = subject_uuid));
  owner uuid := coalesce(moved.organisation_id, stepped.organisation_id);
  acting uuid := coalesce(line.organisation_id,
    (select m.organisation_id from members m where m.id = coalesce(moved.member_id, stepped.member_id)), owner);
begin
  insert into ledger (id, position, organisation_id, case_organisation_id, hosting_organisation_id, recognition_id,
    subject_id, action, "from", "to", role, client_id, member_id, person_id, at, request_id, reason, input_hash, details)
  values (
    coalesce(line.id, moved.id, stepped.id), numbered, acting,
    coalesce(line.case_organisation_id, nullif(owner, acting)),
    coalesce(moved.hosting_organisation_id, stepped.hosting_organisation_id,
      (select r.hosting_organisation_id from recognitions r where r.id = of_case)),
    of_case, subject,
    coalesce(line.action, 'recognition.' || moved.action,
      'appeal.' || case stepped.action when 'mark-again' then 'mark' else stepped.action end),
    coalesce(moved."from", stepped."from"), coalesce(moved."to", stepped."to"), moved.role,
    coalesce(line.client_id, moved.client_id), coalesce(line.member_id, moved.member_id, stepped.member_id),
    coalesce(line.person_id, stepped.person_id), coalesce(line.at, moved.at, stepped.at),
    coalesce(line.request_id, 'unknown'), moved.reason, moved.input_hash, coalesce(line.details, '{}'));
end $$;
--> statement-breakpoint
alter function carry_line(line audit_lines, moved transitions, stepped appeal_moves, numbered bigint) owner to dcr_owner;
--> statement-breakpoint
create or replace function carry_lone_move() returns trigger language plpgsql as $$
declare
  told boolean := exists (select 1 from ledger l
    where l.position is null and l.tx = transaction_number() and l."to" = new."to"
      and l.member_id is not distinct from new.member_id
      and (l.recognition_id::text = to_jsonb(new) ->> 'recognition_id' and l.action not like 'appeal.%'
        or l.subject_id = to_jsonb(new) ->> 'appeal_id'));
begin
  if told then return null; end if;
  if tg_table_name = 'transitions' then perform carry_line(null, new, null, null);
  else perform carry_line(null, null, new, null);
  end if;
  return null;
end $$;
--> statement-breakpoint
alter function carry_lone_move() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_appeal() returns trigger language plpgsql as $$
declare
  added text[] := array['state', 'handler_id', 'heard_at', 'marking_asked_of', 'marking_asked_at',
    'closed_at', 'reasons', 'updated_at'];
  erased text[] := array['name', 'grounds', 'updated_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and old.closed_at is not null and new.name is null
    and new.grounds is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if tg_op = 'DELETE' or old.closed_at is not null or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'an appeal does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_appeal() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_certificate() returns trigger language plpgsql as $$
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
end $$;
--> statement-breakpoint
alter function keep_certificate() owner to dcr_owner;
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
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added
    or (old.scan <> 'held' and old.scan <> new.scan) then
    raise exception 'evidence does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_evidence() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_ledger() returns trigger language plpgsql as $$
declare kept ledger;
begin
  if tg_op = 'INSERT' and new.position is null then
    new.tx := transaction_number();
    return new;
  end if;
  if tg_op = 'UPDATE' and old.position is null and new.position is not null then
    kept := new;
    kept.position := null;
    if kept is not distinct from old then return new; end if;
  end if;
  raise exception 'ledger is append-only' using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
alter function keep_ledger() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_memorandum() returns trigger language plpgsql as $$
declare added text[] := array['confirmed_by', 'confirmed_at', 'ended_on', 'ended_by', 'end_reason', 'updated_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added
    or (old.confirmed_at is not null and old.confirmed_at is distinct from new.confirmed_at)
    or (old.confirmed_by is not null and old.confirmed_by is distinct from new.confirmed_by)
    or (old.ended_on is not null and old.ended_on is distinct from new.ended_on) then
    raise exception 'a memorandum does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_memorandum() owner to dcr_owner;
--> statement-breakpoint
create or replace function learner_has_email(certificate uuid, address text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select lower(p.email) = lower(trim(address)) from certificates c
    join recognitions r on r.id = c.recognition_id
    join mobilities m on m.id = r.mobility_id
    join people p on p.id = m.learner_id
    where c.id = certificate and c.status = 'issued' $$;
--> statement-breakpoint
revoke all on function learner_has_email(certificate uuid, address text) from public;
--> statement-breakpoint
grant execute on function learner_has_email(certificate uuid, address text) to dcr_public;
--> statement-breakpoint
alter function learner_has_email(certificate uuid, address text) owner to dcr_owner;
--> statement-breakpoint
create or replace function move_of(line audit_lines) returns table (of_id text, move text) language sql stable as $$
  select line.subject_id, substr(line.action, 13) where line.action like 'recognition.%'
  union all
  select c.recognition_id::text, 'issue' from certificates c
    where line.action = 'certificate.issue' and c.id::text = line.subject_id and c.appeal_id is null
  union all
  select line.subject_id, case line.action when 'appeal.mark' then 'mark-again' else substr(line.action, 8) end
    where line.action like 'appeal.%' $$;
--> statement-breakpoint
alter function move_of(line audit_lines) owner to dcr_owner;
--> statement-breakpoint
create or replace function moves_of(cases uuid[]) returns table (id uuid, organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid, subject_id text,
    kind text, action text, "from" text, "to" text, role text, client_id uuid, member_id uuid, person_id uuid,
    at timestamp with time zone, reason text, input_hash text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id, l.recognition_id,
    l.subject_id, case when l.action like 'appeal.%' then 'appeal' else 'case' end,
    case l.action when 'appeal.mark' then 'mark-again' else split_part(l.action, '.', 2) end,
    l."from", l."to", l.role, l.client_id, l.member_id, l.person_id, l.at, l.reason, l.input_hash
  from ledger l
  where l.recognition_id = any(cases) and l."to" is not null and (select acting_organisation())
    in (coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id)
  order by l.seq $$;
--> statement-breakpoint
revoke all on function moves_of(cases uuid[]) from public;
--> statement-breakpoint
grant execute on function moves_of(cases uuid[]) to dcr_app;
--> statement-breakpoint
alter function moves_of(cases uuid[]) owner to dcr_owner;
--> statement-breakpoint
create or replace function number_ledger() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  reached ledger_numbering;
  newest bigint;
  line record;
  numbered bigint := 0;
begin
  select * into reached from ledger_numbering for update skip locked;
  if not found then return 0; end if;
  -- A transaction that this cluster has not begun yet has written: the database was restored in another one.
  select greatest(max(l.tx), reached.tx) into newest from ledger l where l.position is null;
  if newest >= reached.ahead + pg_snapshot_xmax(pg_current_snapshot())::text::bigint then
    reached.ahead := newest + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    update ledger_numbering set ahead = reached.ahead;
  end if;
  for line in
    select l.id, l.tx from ledger l
    where l.position is null and l.tx < reached.ahead + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by l.tx, l.seq
  loop
    numbered := numbered + 1;
    reached.tx := line.tx;
    update ledger set position = reached.position + numbered where id = line.id;
  end loop;
  if numbered > 0 then
    update ledger_numbering set position = reached.position + numbered, tx = reached.tx;
  end if;
  return numbered;
end $$;
--> statement-breakpoint
revoke all on function number_ledger() from public;
--> statement-breakpoint
grant execute on function number_ledger() to dcr_service;
--> statement-breakpoint
alter function number_ledger() owner to dcr_owner;
--> statement-breakpoint
create or replace function person_behind(leads text, to_id uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select case leads
    when 'id' then to_id
    when 'learner_id' then to_id
    when 'person_id' then to_id
    when 'mobility_id' then (select m.learner_id from mobilities m where m.id = to_id)
    when 'recognition_id' then (select m.learner_id from recognitions r
      join mobilities m on m.id = r.mobility_id where r.id = to_id)
    when 'certificate_id' then (select m.learner_id from certificates c
      join recognitions r on r.id = c.recognition_id
      join mobilities m on m.id = r.mobility_id where c.id = to_id)
  end $$;
--> statement-breakpoint
alter function person_behind(leads text, to_id uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
alter function refuse_change() owner to dcr_owner;
--> statement-breakpoint
create or replace function refuse_erased() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  leads text := tg_argv[0];
  to_id uuid;
  erased timestamptz;
begin
  execute format('select ($1).%I', leads) into to_id using new;
  select p.erased_at into erased from people p where p.id = person_behind(leads, to_id) for key share;
  if erased is not null then
    raise exception 'the data of this person were erased' using errcode = 'ZE001';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function refuse_erased() owner to dcr_owner;
--> statement-breakpoint
create or replace function stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_in := transaction_number();
  return new;
end $$;
--> statement-breakpoint
alter function stamp_change() owner to dcr_owner;
--> statement-breakpoint
create or replace function transaction_at(after bigint) returns bigint
  language sql stable security definer set search_path = public, pg_temp
  as $$ select case when after <= 0 then -1 else least(
    (select tx from ledger where position = after), (select tx - 1 from ledger where position = after + 1)) end $$;
--> statement-breakpoint
revoke all on function transaction_at(after bigint) from public;
--> statement-breakpoint
grant execute on function transaction_at(after bigint) to dcr_app;
--> statement-breakpoint
alter function transaction_at(after bigint) owner to dcr_owner;
--> statement-breakpoint
create or replace function transaction_number() returns bigint language sql
  as $$ select pg_current_xact_id()::text::bigint + (select ahead from ledger_numbering) $$;
--> statement-breakpoint
alter function transaction_number() owner to dcr_owner;
--> statement-breakpoint
alter table accommodations owner to dcr_owner;
--> statement-breakpoint
alter table accommodations force row level security;
--> statement-breakpoint
create policy migrating on accommodations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on accommodations for select to dcr_service using (true);
--> statement-breakpoint
grant select on accommodations to dcr_service;
--> statement-breakpoint
alter table agreement_signatures owner to dcr_owner;
--> statement-breakpoint
alter table agreement_signatures force row level security;
--> statement-breakpoint
create policy migrating on agreement_signatures to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_signatures for select to dcr_service using (true);
--> statement-breakpoint
grant select on agreement_signatures to dcr_service;
--> statement-breakpoint
alter table agreement_versions owner to dcr_owner;
--> statement-breakpoint
alter table agreement_versions force row level security;
--> statement-breakpoint
create policy migrating on agreement_versions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_versions for select to dcr_service using (true);
--> statement-breakpoint
grant select on agreement_versions to dcr_service;
--> statement-breakpoint
alter table agreement_withdrawals owner to dcr_owner;
--> statement-breakpoint
alter table agreement_withdrawals force row level security;
--> statement-breakpoint
create policy migrating on agreement_withdrawals to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on agreement_withdrawals for select to dcr_service using (true);
--> statement-breakpoint
grant select on agreement_withdrawals to dcr_service;
--> statement-breakpoint
alter table appeal_moves owner to dcr_owner;
--> statement-breakpoint
alter table appeal_moves force row level security;
--> statement-breakpoint
create policy migrating on appeal_moves to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on appeal_moves for select to dcr_service using (true);
--> statement-breakpoint
grant select on appeal_moves to dcr_service;
--> statement-breakpoint
alter table appeals owner to dcr_owner;
--> statement-breakpoint
alter table appeals force row level security;
--> statement-breakpoint
create policy migrating on appeals to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on appeals for select to dcr_service using (true);
--> statement-breakpoint
grant select on appeals to dcr_service;
--> statement-breakpoint
alter table assessment_drafts owner to dcr_owner;
--> statement-breakpoint
alter table assessment_drafts force row level security;
--> statement-breakpoint
create policy migrating on assessment_drafts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on assessment_drafts for select to dcr_service using (true);
--> statement-breakpoint
grant select on assessment_drafts to dcr_service;
--> statement-breakpoint
alter table assessments owner to dcr_owner;
--> statement-breakpoint
alter table assessments force row level security;
--> statement-breakpoint
create policy migrating on assessments to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on assessments for select to dcr_service using (true);
--> statement-breakpoint
grant select on assessments to dcr_service;
--> statement-breakpoint
alter table assignments owner to dcr_owner;
--> statement-breakpoint
alter table assignments force row level security;
--> statement-breakpoint
create policy migrating on assignments to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on assignments for select to dcr_service using (true);
--> statement-breakpoint
grant select on assignments to dcr_service;
--> statement-breakpoint
alter table audit_lines owner to dcr_owner;
--> statement-breakpoint
alter table audit_lines force row level security;
--> statement-breakpoint
create policy migrating on audit_lines to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on audit_lines for select to dcr_service using (true);
--> statement-breakpoint
grant select on audit_lines to dcr_service;
--> statement-breakpoint
alter table authorisations owner to dcr_owner;
--> statement-breakpoint
alter table authorisations force row level security;
--> statement-breakpoint
create policy migrating on authorisations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on authorisations for select to dcr_service using (true);
--> statement-breakpoint
grant select on authorisations to dcr_service;
--> statement-breakpoint
alter table certificate_checks owner to dcr_owner;
--> statement-breakpoint
alter table certificate_checks force row level security;
--> statement-breakpoint
create policy migrating on certificate_checks to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on certificate_checks to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on certificate_checks to dcr_service;
--> statement-breakpoint
alter table certificate_files owner to dcr_owner;
--> statement-breakpoint
alter table certificate_files force row level security;
--> statement-breakpoint
create policy migrating on certificate_files to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on certificate_files for select to dcr_service using (true);
--> statement-breakpoint
grant select on certificate_files to dcr_service;
--> statement-breakpoint
alter table certificates owner to dcr_owner;
--> statement-breakpoint
alter table certificates force row level security;
--> statement-breakpoint
create policy migrating on certificates to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on certificates for select to dcr_service using (true);
--> statement-breakpoint
grant select on certificates to dcr_service;
--> statement-breakpoint
alter table clients owner to dcr_owner;
--> statement-breakpoint
alter table clients force row level security;
--> statement-breakpoint
create policy migrating on clients to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on clients for select to dcr_service using (true);
--> statement-breakpoint
grant select on clients to dcr_service;
--> statement-breakpoint
alter table decisions owner to dcr_owner;
--> statement-breakpoint
alter table decisions force row level security;
--> statement-breakpoint
create policy migrating on decisions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on decisions for select to dcr_service using (true);
--> statement-breakpoint
grant select on decisions to dcr_service;
--> statement-breakpoint
alter table declarations owner to dcr_owner;
--> statement-breakpoint
alter table declarations force row level security;
--> statement-breakpoint
create policy migrating on declarations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on declarations for select to dcr_service using (true);
--> statement-breakpoint
grant select on declarations to dcr_service;
--> statement-breakpoint
alter table disclosures owner to dcr_owner;
--> statement-breakpoint
alter table disclosures force row level security;
--> statement-breakpoint
create policy migrating on disclosures to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on disclosures for select to dcr_service using (true);
--> statement-breakpoint
grant select on disclosures to dcr_service;
--> statement-breakpoint
alter table erasures owner to dcr_owner;
--> statement-breakpoint
alter table erasures force row level security;
--> statement-breakpoint
create policy migrating on erasures to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on erasures for select to dcr_service using (true);
--> statement-breakpoint
grant select on erasures to dcr_service;
--> statement-breakpoint
alter table evidence owner to dcr_owner;
--> statement-breakpoint
alter table evidence force row level security;
--> statement-breakpoint
create policy migrating on evidence to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on evidence for select to dcr_service using (true);
--> statement-breakpoint
grant select on evidence to dcr_service;
--> statement-breakpoint
alter table evidence_outcomes owner to dcr_owner;
--> statement-breakpoint
alter table evidence_outcomes force row level security;
--> statement-breakpoint
create policy migrating on evidence_outcomes to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on evidence_outcomes for select to dcr_service using (true);
--> statement-breakpoint
grant select on evidence_outcomes to dcr_service;
--> statement-breakpoint
alter table frameworks_in_use owner to dcr_owner;
--> statement-breakpoint
alter table frameworks_in_use force row level security;
--> statement-breakpoint
create policy migrating on frameworks_in_use to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on frameworks_in_use for select to dcr_service using (true);
--> statement-breakpoint
grant select on frameworks_in_use to dcr_service;
--> statement-breakpoint
alter table idempotency_keys owner to dcr_owner;
--> statement-breakpoint
alter table idempotency_keys force row level security;
--> statement-breakpoint
create policy migrating on idempotency_keys to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on idempotency_keys to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, delete on idempotency_keys to dcr_service;
--> statement-breakpoint
alter table information_acknowledgements owner to dcr_owner;
--> statement-breakpoint
alter table information_acknowledgements force row level security;
--> statement-breakpoint
create policy migrating on information_acknowledgements to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on information_acknowledgements for select to dcr_service using (true);
--> statement-breakpoint
grant select on information_acknowledgements to dcr_service;
--> statement-breakpoint
alter table issuing_pauses owner to dcr_owner;
--> statement-breakpoint
alter table issuing_pauses force row level security;
--> statement-breakpoint
create policy migrating on issuing_pauses to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on issuing_pauses for select to dcr_service using (true);
--> statement-breakpoint
grant select on issuing_pauses to dcr_service;
--> statement-breakpoint
alter table kept_files owner to dcr_owner;
--> statement-breakpoint
alter table kept_files force row level security;
--> statement-breakpoint
create policy migrating on kept_files to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on kept_files to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, update, delete on kept_files to dcr_service;
--> statement-breakpoint
alter table ledger owner to dcr_owner;
--> statement-breakpoint
alter table ledger force row level security;
--> statement-breakpoint
create policy migrating on ledger to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on ledger for select to dcr_service using (true);
--> statement-breakpoint
grant select on ledger to dcr_service;
--> statement-breakpoint
alter table ledger_numbering owner to dcr_owner;
--> statement-breakpoint
alter table ledger_numbering force row level security;
--> statement-breakpoint
create policy migrating on ledger_numbering to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on ledger_numbering for select to dcr_service using (true);
--> statement-breakpoint
grant select on ledger_numbering to dcr_service;
--> statement-breakpoint
alter table links owner to dcr_owner;
--> statement-breakpoint
alter table links force row level security;
--> statement-breakpoint
create policy migrating on links to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on links for select to dcr_service using (true);
--> statement-breakpoint
grant select on links to dcr_service;
--> statement-breakpoint
alter table members owner to dcr_owner;
--> statement-breakpoint
alter table members force row level security;
--> statement-breakpoint
create policy migrating on members to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on members for select to dcr_service using (true);
--> statement-breakpoint
grant select on members to dcr_service;
--> statement-breakpoint
alter table mobilities owner to dcr_owner;
--> statement-breakpoint
alter table mobilities force row level security;
--> statement-breakpoint
create policy migrating on mobilities to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on mobilities for select to dcr_service using (true);
--> statement-breakpoint
grant select on mobilities to dcr_service;
--> statement-breakpoint
alter table organisation_settings owner to dcr_owner;
--> statement-breakpoint
alter table organisation_settings force row level security;
--> statement-breakpoint
create policy migrating on organisation_settings to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on organisation_settings for select to dcr_service using (true);
--> statement-breakpoint
grant select on organisation_settings to dcr_service;
--> statement-breakpoint
alter table organisations owner to dcr_owner;
--> statement-breakpoint
alter table organisations force row level security;
--> statement-breakpoint
create policy migrating on organisations to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on organisations for select to dcr_service using (true);
--> statement-breakpoint
grant select on organisations to dcr_service;
--> statement-breakpoint
alter table outcomes owner to dcr_owner;
--> statement-breakpoint
alter table outcomes force row level security;
--> statement-breakpoint
create policy migrating on outcomes to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on outcomes for select to dcr_service using (true);
--> statement-breakpoint
grant select on outcomes to dcr_service;
--> statement-breakpoint
alter table partnerships owner to dcr_owner;
--> statement-breakpoint
alter table partnerships force row level security;
--> statement-breakpoint
create policy migrating on partnerships to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on partnerships for select to dcr_service using (true);
--> statement-breakpoint
grant select on partnerships to dcr_service;
--> statement-breakpoint
alter table people owner to dcr_owner;
--> statement-breakpoint
alter table people force row level security;
--> statement-breakpoint
create policy migrating on people to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on people for select to dcr_service using (true);
--> statement-breakpoint
grant select on people to dcr_service;
--> statement-breakpoint
alter table recognition_acts owner to dcr_owner;
--> statement-breakpoint
alter table recognition_acts force row level security;
--> statement-breakpoint
create policy migrating on recognition_acts to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on recognition_acts for select to dcr_service using (true);
--> statement-breakpoint
grant select on recognition_acts to dcr_service;
--> statement-breakpoint
alter table recognitions owner to dcr_owner;
--> statement-breakpoint
alter table recognitions force row level security;
--> statement-breakpoint
create policy migrating on recognitions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on recognitions for select to dcr_service using (true);
--> statement-breakpoint
grant select on recognitions to dcr_service;
--> statement-breakpoint
alter table revocation_requests owner to dcr_owner;
--> statement-breakpoint
alter table revocation_requests force row level security;
--> statement-breakpoint
create policy migrating on revocation_requests to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on revocation_requests for select to dcr_service using (true);
--> statement-breakpoint
grant select on revocation_requests to dcr_service;
--> statement-breakpoint
alter table second_markings owner to dcr_owner;
--> statement-breakpoint
alter table second_markings force row level security;
--> statement-breakpoint
create policy migrating on second_markings to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on second_markings for select to dcr_service using (true);
--> statement-breakpoint
grant select on second_markings to dcr_service;
--> statement-breakpoint
alter table shares owner to dcr_owner;
--> statement-breakpoint
alter table shares force row level security;
--> statement-breakpoint
create policy migrating on shares to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on shares for select to dcr_service using (true);
--> statement-breakpoint
grant select on shares to dcr_service;
--> statement-breakpoint
alter table signing_keys owner to dcr_owner;
--> statement-breakpoint
alter table signing_keys force row level security;
--> statement-breakpoint
create policy migrating on signing_keys to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on signing_keys to dcr_service using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on signing_keys to dcr_service;
--> statement-breakpoint
alter table transitions owner to dcr_owner;
--> statement-breakpoint
alter table transitions force row level security;
--> statement-breakpoint
create policy migrating on transitions to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on transitions for select to dcr_service using (true);
--> statement-breakpoint
grant select on transitions to dcr_service;
