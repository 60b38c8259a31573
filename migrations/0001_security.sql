-- Four roles, none of which owns a table. A transaction takes the one it needs and no more:
-- dcr_app acts for an organisation, dcr_auth looks up who is asking, dcr_public answers strangers, dcr_eraser takes out
-- what the matrix of src/erasure says and can do nothing else.
do $$
declare role_name text;
begin
  foreach role_name in array array['dcr_app', 'dcr_auth', 'dcr_public', 'dcr_eraser'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
    begin
      execute format('grant %I to current_user', role_name);
    exception when others then null;
    end;
  end loop;
end $$;
--> statement-breakpoint
create function acting_organisation() returns uuid language sql stable
  as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
--> statement-breakpoint
do $$
declare table_name text;
begin
  -- What one organisation owns and no other may see.
  foreach table_name in array array['clients', 'members', 'audit_lines', 'idempotency_keys', 'authorisations', 'erasures'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format(
      'create policy own on %I to dcr_app using (organisation_id = (select acting_organisation()))
       with check (organisation_id = (select acting_organisation()))', table_name);
  end loop;

  -- A case: the sending organisation owns it, the hosting organisation takes part in it.
  foreach table_name in array array[
      'mobilities', 'agreement_versions', 'agreement_signatures', 'agreement_withdrawals', 'links',
      'recognitions', 'information_acknowledgements', 'accommodations', 'transitions', 'outcomes',
      'evidence', 'evidence_outcomes', 'declarations',
      'assessments', 'decisions', 'assignments', 'second_markings', 'issuing_pauses',
      'certificates', 'certificate_files', 'revocation_requests', 'recognition_acts', 'appeals', 'appeal_moves',
      'disclosures', 'shares'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format(
      'create policy parties on %I to dcr_app
       using ((select acting_organisation()) in (organisation_id, hosting_organisation_id))
       with check ((select acting_organisation()) in (organisation_id, hosting_organisation_id))', table_name);
  end loop;
end $$;
--> statement-breakpoint
-- The sending organisation answers for a case: it also reads what the host's people did in it, and writes none of it.
create policy of_own_case on audit_lines for select to dcr_app
  using (case_organisation_id = (select acting_organisation()));
--> statement-breakpoint
alter table people enable row level security;
--> statement-breakpoint
-- A draft is its assessor's alone.
alter table assessment_drafts enable row level security;
--> statement-breakpoint
create policy own on assessment_drafts to dcr_app
  using (organisation_id = (select acting_organisation())
    and assessor_id::text = (select current_setting('app.member', true)))
  with check (organisation_id = (select acting_organisation())
    and assessor_id::text = (select current_setting('app.member', true)));
--> statement-breakpoint
create policy own on people to dcr_app using (organisation_id = (select acting_organisation()))
  with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy hosted on people for select to dcr_app using (exists (
  select 1 from mobilities m
  where m.learner_id = people.id and m.hosting_organisation_id = (select acting_organisation())));
--> statement-breakpoint
alter table organisations enable row level security;
--> statement-breakpoint
create policy directory on organisations for select to dcr_app, dcr_auth, dcr_public using (true);
--> statement-breakpoint
create policy register on organisations for insert to dcr_app with check (true);
--> statement-breakpoint
create policy own on organisations for update to dcr_app using (id = (select acting_organisation()));
--> statement-breakpoint
alter table organisation_settings enable row level security;
--> statement-breakpoint
create policy own on organisation_settings to dcr_app using (organisation_id = (select acting_organisation()))
  with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
-- A partner works by the sending organisation's settings, so it may read them.
create policy partner on organisation_settings for select to dcr_app using (exists (
    select 1 from mobilities m
    where m.organisation_id = organisation_settings.organisation_id
      and m.hosting_organisation_id = (select acting_organisation())));
--> statement-breakpoint
alter table partnerships enable row level security;
--> statement-breakpoint
create policy parties on partnerships to dcr_app
  using ((select acting_organisation()) in (organisation_id, partner_id))
  with check ((select acting_organisation()) in (organisation_id, partner_id));
--> statement-breakpoint
alter table signing_keys enable row level security;
--> statement-breakpoint
alter table certificate_checks enable row level security;
--> statement-breakpoint
create policy lookup on clients for select to dcr_auth using (true);
--> statement-breakpoint
create policy lookup on members for select to dcr_auth using (true);
--> statement-breakpoint
create policy lookup on links for select to dcr_auth using (true);
--> statement-breakpoint
create policy issued on certificates for select to dcr_public using (status = 'issued');
--> statement-breakpoint
-- A stranger learns that a certificate is contested, not by whom or why.
create policy contested on appeals for select to dcr_public using (state in ('submitted', 'in-hearing'));
--> statement-breakpoint
create policy issued on certificate_files for select to dcr_public using (exists (
  select 1 from certificates c where c.id = certificate_files.certificate_id and c.status = 'issued'));
--> statement-breakpoint
create policy chosen on disclosures for select to dcr_public using (true);
--> statement-breakpoint
create policy open_ones on shares for select to dcr_public using (ended_at is null);
--> statement-breakpoint
-- Strangers may ask whether an address is the learner's, and see none: null where no address is known.
create function learner_has_email(certificate uuid, address text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select lower(p.email) = lower(trim(address)) from certificates c
    join recognitions r on r.id = c.recognition_id
    join mobilities m on m.id = r.mobility_id
    join people p on p.id = m.learner_id
    where c.id = certificate and c.status = 'issued' $$;
--> statement-breakpoint
revoke all on function learner_has_email(uuid, text) from public;
--> statement-breakpoint
grant execute on function learner_has_email(uuid, text) to dcr_public;
--> statement-breakpoint
alter table frameworks_in_use enable row level security;
--> statement-breakpoint
create policy shared on frameworks_in_use to dcr_app using (true) with check (true);
--> statement-breakpoint
-- Hashes of files, which say nothing of whose they are.
alter table kept_files enable row level security;
--> statement-breakpoint
create policy shared on kept_files to dcr_app, dcr_eraser using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on organisations, organisation_settings, partnerships, clients, members, people,
  mobilities, links, recognitions, outcomes,
  certificates, revocation_requests, idempotency_keys, appeals,
  disclosures, shares, kept_files to dcr_app;
--> statement-breakpoint
grant select, insert on agreement_versions, agreement_signatures, agreement_withdrawals,
  information_acknowledgements, accommodations, transitions, evidence, evidence_outcomes,
  declarations, assessments, decisions, certificate_files, audit_lines, frameworks_in_use, recognition_acts, appeal_moves, erasures to dcr_app;
--> statement-breakpoint
grant select on organisations, clients, members, links to dcr_auth;
--> statement-breakpoint
grant select (id, organisation_id, code, number, status, snapshot, snapshot_sha256, status_list, status_index,
  issued_at, revoked_at, revocation_reason, supersedes, seal, seal_certificate) on certificates to dcr_public;
--> statement-breakpoint
grant select (certificate_id, state) on appeals to dcr_public;
--> statement-breakpoint
grant select (certificate_id, form, sha256, bytes) on certificate_files to dcr_public;
--> statement-breakpoint
grant select (certificate_id, level) on disclosures to dcr_public;
--> statement-breakpoint
grant select (certificate_id, secret_hash, level, expires_at, ended_at) on shares to dcr_public;
--> statement-breakpoint
grant select, insert on authorisations, assignments, second_markings, issuing_pauses to dcr_app;
--> statement-breakpoint
grant update (revoked_at) on authorisations to dcr_app;
--> statement-breakpoint
grant update (state, last_trained_on, related, other_conflict, declared_at,
  withdrawn_by, withdrawn_at, withdrawal_reason) on assignments to dcr_app;
--> statement-breakpoint
grant update (resumed_at, resumed_by, reason) on issuing_pauses to dcr_app;
--> statement-breakpoint
grant update (scan, scanned_at) on evidence to dcr_app;
--> statement-breakpoint
grant select, insert, update, delete on assessment_drafts to dcr_app;
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
do $$
declare table_name text;
begin
  foreach table_name in array array['audit_lines', 'transitions', 'agreement_versions', 'agreement_signatures',
      'agreement_withdrawals', 'information_acknowledgements', 'declarations', 'assessments', 'decisions',
      'certificate_files', 'evidence_outcomes', 'second_markings', 'recognition_acts', 'appeal_moves', 'erasures'] loop
    execute format(
      'create trigger append_only before update or delete on %I
       for each row execute function refuse_change()', table_name);
  end loop;
end $$;
--> statement-breakpoint
-- What a certificate says is fixed when it is recorded; only its status, its revocation and its seal move.
create function keep_certificate() returns trigger language plpgsql as $$
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
create trigger kept before update or delete on certificates
  for each row execute function keep_certificate();
--> statement-breakpoint
-- The terms of a memorandum are fixed when it is proposed; only its confirmation and its end are added, once each.
create function keep_memorandum() returns trigger language plpgsql as $$
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
create trigger kept before update or delete on partnerships
  for each row execute function keep_memorandum();
--> statement-breakpoint
-- Evidence is fixed when it is submitted; only the scanner's word is added, once, and what it said may be erased.
create function keep_evidence() returns trigger language plpgsql as $$
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
create trigger kept before update or delete on evidence
  for each row execute function keep_evidence();
--> statement-breakpoint
-- What an appeal says is fixed when it is submitted, and what became of it once it is closed; then it may be erased.
create function keep_appeal() returns trigger language plpgsql as $$
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
create trigger kept before update or delete on appeals
  for each row execute function keep_appeal();
--> statement-breakpoint
-- Whom a row is about, by the column that leads there.
create function person_behind(leads text, to_id uuid) returns uuid
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
-- What was erased is not written anew, nor is anything begun. The person is held, so that whoever erases them waits for
-- this transaction and then sees what it wrote; whoever comes after waits, and is refused here.
create function refuse_erased() returns trigger
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
do $$
declare guarded text[];
begin
  foreach guarded slice 1 in array array[
      ['mobilities', 'learner_id'], ['links', 'person_id'],
      ['agreement_versions', 'mobility_id'], ['outcomes', 'recognition_id'], ['accommodations', 'recognition_id'], ['evidence', 'recognition_id'],
      ['assessment_drafts', 'recognition_id'], ['appeals', 'recognition_id'],
      ['disclosures', 'certificate_id'], ['shares', 'certificate_id']] loop
    execute format(
      'create trigger not_of_the_erased before insert or update on %I
       for each row execute function refuse_erased(%L)', guarded[1], guarded[2]);
  end loop;
  -- What is closed may still be looked at again, and what is issued be revoked or recognised.
  create trigger not_of_the_erased before insert on recognitions
    for each row execute function refuse_erased('mobility_id');
  create trigger not_of_the_erased before insert on certificates
    for each row execute function refuse_erased('recognition_id');
  create trigger not_of_the_erased before update on people
    for each row when (old.erased_at is not null) execute function refuse_erased('id');
end $$;
--> statement-breakpoint
do $$
declare table_name text;
begin
  -- The eraser works for the organisation that sent the learner, and never for one that hosted them.
  foreach table_name in array array[
      'people', 'mobilities', 'links', 'agreement_versions', 'agreement_signatures', 'agreement_withdrawals',
      'recognitions', 'information_acknowledgements', 'accommodations', 'transitions', 'outcomes', 'evidence',
      'evidence_outcomes', 'declarations', 'assignments', 'assessments', 'second_markings', 'decisions',
      'certificates', 'certificate_files', 'revocation_requests', 'recognition_acts', 'appeals', 'appeal_moves',
      'disclosures', 'shares', 'audit_lines', 'idempotency_keys', 'erasures'] loop
    execute format(
      'create policy erasing on %I to dcr_eraser using (organisation_id = (select acting_organisation()))',
      table_name);
    execute format('grant select on %I to dcr_eraser', table_name);
  end loop;
end $$;
--> statement-breakpoint
-- A draft lies with the organisation of its assessor, which may be the hosting one.
create policy erasing on assessment_drafts to dcr_eraser using (exists (
  select 1 from recognitions r where r.id = assessment_drafts.recognition_id));
--> statement-breakpoint
grant select on assessment_drafts, kept_files to dcr_eraser;
--> statement-breakpoint
grant delete on assessment_drafts, accommodations, links, shares to dcr_eraser;
--> statement-breakpoint
grant update (given_name, family_name, birth_date, email, guardian_name, guardian_email, external_id, erased_at,
  updated_at, version) on people to dcr_eraser;
--> statement-breakpoint
grant update (remark, updated_at) on outcomes to dcr_eraser;
--> statement-breakpoint
grant update (title, url, record, erased_at) on evidence to dcr_eraser;
--> statement-breakpoint
grant update (name, grounds, updated_at) on appeals to dcr_eraser;
--> statement-breakpoint
grant update (answered, status, headers, body) on idempotency_keys to dcr_eraser;
--> statement-breakpoint
grant insert, update (discarded_at) on kept_files to dcr_eraser;
