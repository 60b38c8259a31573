ALTER TABLE "assignments" ADD COLUMN "is_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "assignments_due" ON "assignments" USING btree ("member_id","id") WHERE "assignments"."is_due";
--> statement-breakpoint
create or replace function awaited_round(of_outcome uuid) returns text language sql stable as $$
  select case
    when f.id is null then 'first'
    when not exists (select 1 from second_markings m where m.recognition_id = o.recognition_id
      and m.outcome_id = o.id and cardinality(m.reasons) > 0) then null
    when s.id is null then 'second'
    when coalesce(f.level, 0) = coalesce(s.level, 0) then null
    when a.id is null then 'adjudication'
  end
  from outcomes o
  left join assessments f on f.outcome_id = o.id and f.round = 'first'
  left join assessments s on s.outcome_id = o.id and s.round = 'second'
  left join assessments a on a.outcome_id = o.id and a.round = 'adjudication'
  where o.id = of_outcome $$;
--> statement-breakpoint
alter function awaited_round(of_outcome uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function due_in(case_id uuid) returns table (assignment_id uuid) language sql stable as $$
  select a.id from assignments a join recognitions r on r.id = a.recognition_id
  where r.id = case_id and r.stage = 'assessment' and (a.state = 'assigned'
    or a.state = 'accepted' and a.round in (select awaited_round(o.id) from outcomes o
      where o.recognition_id = case_id and o.status = 'claimed')) $$;
--> statement-breakpoint
alter function due_in(case_id uuid) owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_assignment() returns trigger language plpgsql as $$
declare
  movable text[] := '{is_due}';
begin
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
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
create or replace function keep_due() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
begin
  if tg_table_name = 'recognitions' then
    case_id := new.id;
  else
    case_id := new.recognition_id;
  end if;
  update assignments a set is_due = not a.is_due
  where a.recognition_id = case_id and a.is_due <> (a.id in (select d.assignment_id from due_in(case_id) d));
  return null;
end $$;
--> statement-breakpoint
alter function keep_due() owner to dcr_owner;
--> statement-breakpoint
create trigger due_insert after insert on assessments for each row execute function keep_due();
--> statement-breakpoint
create trigger due_insert after insert on assignments for each row execute function keep_due();
--> statement-breakpoint
create trigger due_update after update on assignments for each row when (old.state is distinct from new.state) execute function keep_due();
--> statement-breakpoint
create trigger due_insert after insert on outcomes for each row execute function keep_due();
--> statement-breakpoint
create trigger due_update after update on outcomes for each row when (old.status is distinct from new.status) execute function keep_due();
--> statement-breakpoint
create trigger due_update after update on recognitions for each row when (old.stage is distinct from new.stage) execute function keep_due();
--> statement-breakpoint
create trigger due_insert after insert on second_markings for each row execute function keep_due();
--> statement-breakpoint
update assignments a set is_due = true
from recognitions r, due_in(r.id) d
where r.stage = 'assessment' and d.assignment_id = a.id;