import { databaseFunction, type Guard } from '../protect.ts'

/*
 * The release before the ledger writes audit_lines, transitions and appeal_moves. While its processes still run, what
 * they write is carried into the ledger; the next release drops these tables and what is here.
 */

/** What an audit line moved, if it moved something: the case or the appeal, and the name of the move. */
databaseFunction(
  'move_of(line audit_lines)',
  `returns table (of_id text, move text) language sql stable as $$
  select line.subject_id, substr(line.action, 13) where line.action like 'recognition.%'
  union all
  select c.recognition_id::text, 'issue' from certificates c
    where line.action = 'certificate.issue' and c.id::text = line.subject_id and c.appeal_id is null
  union all
  select line.subject_id, case line.action when 'appeal.mark' then 'mark-again' else substr(line.action, 8) end
    where line.action like 'appeal.%' $$`,
)

/**
 * Writes one line of the ledger from what was written for one act: its audit line, the move of the case or of the appeal
 * that it tells of, or a move alone.
 */
databaseFunction(
  'carry_line(line audit_lines, moved transitions, stepped appeal_moves, numbered bigint)',
  `returns void language plpgsql as $$
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
end $$`,
)

/** A move is written before its audit line, in the same transaction. */
export const carried: Guard<never> = {
  name: 'carried',
  after: 'insert',
  run: databaseFunction(
    'carry_audit_line()',
    `returns trigger language plpgsql as $$
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
end $$`,
  ),
}

/** A move that no audit line of its transaction tells of has a line of its own. */
export const carriedAlone: Guard<never> = {
  name: 'carried',
  after: 'insert',
  atCommit: true,
  run: databaseFunction(
    'carry_lone_move()',
    `returns trigger language plpgsql as $$
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
end $$`,
  ),
}
