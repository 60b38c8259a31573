import { databaseFunction, type Guard } from '../protect.ts'

/** The round of marks that an outcome waits for, as `settle` says it: null once its marks are settled. */
databaseFunction(
  'awaited_round(of_outcome uuid)',
  `returns text language sql stable as $$
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
  where o.id = of_outcome $$`,
)

/** The assignments of a case that it waits for. */
databaseFunction(
  'due_in(case_id uuid)',
  `returns table (assignment_id uuid) language sql stable as $$
  select a.id from assignments a join recognitions r on r.id = a.recognition_id
  where r.id = case_id and r.stage = 'assessment' and (a.state = 'assigned'
    or a.state = 'accepted' and a.round in (select awaited_round(o.id) from outcomes o
      where o.recognition_id = case_id and o.status = 'claimed')) $$`,
)

const keepDue = databaseFunction(
  'keep_due()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$`,
)

/** Of a table that says whether a case waits for marks of somebody; `when` a row says anything of it. */
export const due = (after: 'insert' | 'update', when?: string): Guard<never> => ({
  name: `due_${after}`,
  after,
  run: keepDue,
  ...(when && { when }),
})

/** The same of a table that says so by one of its columns, from the first and whenever that moves. */
export const dueAs = (column: string): Guard<never>[] => [
  due('insert'),
  due('update', `old.${column} is distinct from new.${column}`),
]
