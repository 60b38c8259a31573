import { databaseFunction } from '../protect.ts'

/** The number of the running transaction, which only grows, also when a dump is restored in another cluster. */
databaseFunction(
  'transaction_number()',
  `returns bigint language sql
  as $$ select pg_current_xact_id()::text::bigint + (select ahead from ledger_numbering) $$`,
)

/**
 * A line is written without a position, by the running transaction. After that it only gets its position, once.
 */
export const keepLedger = databaseFunction(
  'keep_ledger()',
  `returns trigger language plpgsql as $$
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
end $$`,
)

/**
 * Numbers the lines whose transactions are over, in the order of these, and says how many. It numbers none that a
 * transaction still running may come before: once a position is read, nothing appears below it. Whoever comes while
 * another is numbering leaves it to them.
 */
databaseFunction(
  'number_ledger()',
  `returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$`,
  'dcr_service',
)

/**
 * The last transaction of which a reader who has come to this position has seen everything. It may stand on a line in the
 * middle of a transaction, of which it has then not seen the rest; at 0 it has seen nothing.
 */
databaseFunction(
  'transaction_at(after bigint)',
  `returns bigint
  language sql stable security definer set search_path = public, pg_temp
  as $$ select case when after <= 0 then -1 else least(
    (select tx from ledger where position = after), (select tx - 1 from ledger where position = after + 1)) end $$`,
  'dcr_app',
)

/**
 * What moved these cases and their appeals, the oldest first. It is known to the organisation that hosts a case too; what
 * else its sender's people do is not, nor what else a line of the ledger says.
 */
databaseFunction(
  'moves_of(cases uuid[])',
  `returns table (id uuid, organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid, subject_id text,
    kind text, action text, "from" text, "to" text, role text, client_id uuid, member_id uuid, person_id uuid,
    at timestamp with time zone, reason text, input_hash text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id, l.recognition_id,
    l.subject_id, case when l.action like 'appeal.%' then 'appeal' else 'case' end,
    case l.action when 'appeal.mark' then 'mark-again' else split_part(l.action, '.', 2) end,
    l."from", l."to", l.role, l.client_id, l.member_id, l.person_id, l.at, l.reason, l.input_hash
  from ledger l
  where l.recognition_id = any(cases) and l."to" is not null and ((select acting_organisation())
    in (coalesce(l.case_organisation_id, l.organisation_id), l.hosting_organisation_id)
    or has_stay('recognition_id', l.recognition_id))
  order by l.seq $$`,
  'dcr_app',
)
