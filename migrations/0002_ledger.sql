-- The ledger: one line for everything that was done, numbered without gaps in the order in which it became visible. The
-- audit, the moves of a case and the moves of an appeal are readings of it.
--
-- The previous release goes on running on this database. It writes audit_lines, transitions and appeal_moves, and the
-- guards "carried" take what it writes over into the ledger. It does not see there what this release writes: processes of
-- both are for the minutes of an upgrade only. The next release may drop these three tables and the functions move_of,
-- carry_line, carry_audit_line and carry_lone_move. The ids of moves go with them: a move and its audit line are one line
-- of the ledger, which has the id of the audit line.
CREATE TABLE "ledger" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" bigint,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ledger_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tx" bigint DEFAULT 0 NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_organisation_id" uuid,
	"hosting_organisation_id" uuid,
	"recognition_id" uuid,
	"subject_id" text NOT NULL,
	"action" text NOT NULL,
	"from" text,
	"to" text,
	"role" text,
	"client_id" uuid,
	"member_id" uuid,
	"person_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	"reason" text,
	"input_hash" text,
	"details" jsonb NOT NULL,
	CONSTRAINT "ledger_position" UNIQUE("position"),
	CONSTRAINT "ledger_positions" CHECK ("ledger"."position" > 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_numbering" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"position" bigint NOT NULL,
	"tx" bigint NOT NULL,
	"ahead" bigint NOT NULL,
	CONSTRAINT "ledger_numbering_one_row" CHECK ("ledger_numbering"."only")
);
--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mobilities" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "partnerships" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recognitions" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_case_organisation_id_organisations_id_fk" FOREIGN KEY ("case_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_by_organisation" ON "ledger" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "ledger_by_case_owner" ON "ledger" USING btree ("case_organisation_id","id") WHERE "ledger"."case_organisation_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_by_subject" ON "ledger" USING btree ("subject_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_by_recognition" ON "ledger" USING btree ("recognition_id","seq") WHERE "ledger"."recognition_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_unnumbered" ON "ledger" USING btree ("tx","seq") WHERE "ledger"."position" is null;--> statement-breakpoint
CREATE INDEX "ledger_numbered" ON "ledger" USING btree ("organisation_id","position") WHERE "ledger"."position" is not null;--> statement-breakpoint
CREATE INDEX "ledger_numbered_by_case_owner" ON "ledger" USING btree ("case_organisation_id","position") WHERE "ledger"."case_organisation_id" is not null and "ledger"."position" is not null;--> statement-breakpoint
CREATE INDEX "appeals_by_transaction" ON "appeals" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "certificates_by_transaction" ON "certificates" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "certificates_by_transaction_of_host" ON "certificates" USING btree ("hosting_organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "mobilities_by_transaction" ON "mobilities" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "mobilities_by_transaction_of_host" ON "mobilities" USING btree ("hosting_organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "members_by_transaction" ON "members" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "organisations_by_transaction" ON "organisations" USING btree ("changed_in","id");--> statement-breakpoint
CREATE INDEX "partnerships_by_transaction" ON "partnerships" USING btree ("changed_in","id");--> statement-breakpoint
CREATE INDEX "people_by_transaction" ON "people" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "recognitions_by_transaction" ON "recognitions" USING btree ("organisation_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "recognitions_by_transaction_of_host" ON "recognitions" USING btree ("hosting_organisation_id","changed_in","id");
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
create or replace function move_of(line audit_lines) returns table (of_id text, move text) language sql stable as $$
  select line.subject_id, substr(line.action, 13) where line.action like 'recognition.%'
  union all
  select c.recognition_id::text, 'issue' from certificates c
    where line.action = 'certificate.issue' and c.id::text = line.subject_id and c.appeal_id is null
  union all
  select line.subject_id, case line.action when 'appeal.mark' then 'mark-again' else substr(line.action, 8) end
    where line.action like 'appeal.%' $$;
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
create or replace function number_ledger() returns bigint language plpgsql as $$
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
create or replace function stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_in := transaction_number();
  return new;
end $$;
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
create or replace function transaction_number() returns bigint language sql
  as $$ select pg_current_xact_id()::text::bigint + (select ahead from ledger_numbering) $$;
--> statement-breakpoint
create constraint trigger carried after insert on appeal_moves deferrable initially deferred for each row execute function carry_lone_move();
--> statement-breakpoint
create trigger stamped before insert or update on appeals for each row execute function stamp_change();
--> statement-breakpoint
create trigger carried after insert on audit_lines for each row execute function carry_audit_line();
--> statement-breakpoint
create trigger stamped before insert or update on certificates for each row execute function stamp_change();
--> statement-breakpoint
alter table ledger enable row level security;
--> statement-breakpoint
create policy own on ledger to dcr_app using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy of_own_case on ledger for select to dcr_app using (case_organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy erasing on ledger to dcr_eraser using ((select acting_organisation()) in (organisation_id, case_organisation_id));
--> statement-breakpoint
grant select, insert on ledger to dcr_app;
--> statement-breakpoint
grant select on ledger to dcr_eraser;
--> statement-breakpoint
create trigger kept before insert or update or delete on ledger for each row execute function keep_ledger();
--> statement-breakpoint
alter table ledger_numbering enable row level security;
--> statement-breakpoint
create policy shared on ledger_numbering for select to dcr_app, dcr_eraser using (true);
--> statement-breakpoint
grant select on ledger_numbering to dcr_app;
--> statement-breakpoint
grant select on ledger_numbering to dcr_eraser;
--> statement-breakpoint
create trigger stamped before insert or update on members for each row execute function stamp_change();
--> statement-breakpoint
create trigger stamped before insert or update on mobilities for each row execute function stamp_change();
--> statement-breakpoint
create trigger stamped before insert or update on organisations for each row execute function stamp_change();
--> statement-breakpoint
create trigger stamped before insert or update on partnerships for each row execute function stamp_change();
--> statement-breakpoint
create trigger stamped before insert or update on people for each row execute function stamp_change();
--> statement-breakpoint
create trigger stamped before insert or update on recognitions for each row execute function stamp_change();
--> statement-breakpoint
create constraint trigger carried after insert on transitions deferrable initially deferred for each row execute function carry_lone_move();
--> statement-breakpoint
-- What is there is carried over in the order in which it was written, and numbered at once; until this is committed the
-- previous release waits. The n-th audit line of a kind tells of the n-th move. A move that none tells of has its own line.
alter table ledger disable trigger kept;
--> statement-breakpoint
do $$
declare
  act record;
  numbered bigint := 0;
begin
  for act in
    with lines as (
      select a as line, a.id, m.of_id, m.move, coalesce(a.member_id::text, '') as member,
        row_number() over (partition by m.of_id, m.move, a.member_id order by a.id) as nth
      from audit_lines a left join lateral move_of(a) m on true),
    moves as (
      select t as moved, null::appeal_moves as stepped, t.id, t.recognition_id::text as of_id, t.action as move,
        coalesce(t.member_id::text, '') as member,
        row_number() over (partition by t.recognition_id, t.action, t.member_id order by t.id) as nth
      from transitions t
      union all
      select null, s, s.id, s.appeal_id::text, s.action, coalesce(s.member_id::text, ''),
        row_number() over (partition by s.appeal_id, s.action, s.member_id order by s.id)
      from appeal_moves s)
    select l.line, m.moved, m.stepped from lines l full join moves m
      on m.of_id = l.of_id and m.move = l.move and m.member = l.member and m.nth = l.nth
    order by coalesce(l.id, m.id)
  loop
    numbered := numbered + 1;
    perform carry_line(act.line, act.moved, act.stepped, numbered);
  end loop;
  insert into ledger_numbering (position, tx, ahead) values (numbered, 0, 0);
end $$;
--> statement-breakpoint
alter table ledger enable trigger kept;
