import { databaseFunction, type Guard, type Policy, type Protection, type Rights } from './protect.ts'

databaseFunction(
  'acting_organisation()',
  `returns uuid language sql stable
  as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$`,
)

const isOwn = 'organisation_id = (select acting_organisation())'

/**
 * That the acting organisation stands in either column. The planner does not know which one acts, and would take the rows
 * of an average organisation for those that a statement asks for: it must see no more in this than one row in two.
 */
export const standsIn = (column: string, other: string) => `case
    when ${column} = (select acting_organisation()) then true
    else coalesce(${other} = (select acting_organisation()), false)
  end`

/**
 * That there is such a row. Other than by `exists`, which the planner may settle by reading all such rows first, it is
 * looked for each time, by an index.
 */
export const isThere = (from: string, where: string) => `(select true from ${from} where ${where} limit 1)`

const isParty = standsIn('organisation_id', 'hosting_organisation_id')

/** What one organisation owns and no other may see. */
export const ownRows: Policy = { name: 'own', to: 'dcr_app', using: isOwn, check: isOwn }

/** A case: the sending organisation owns it, the hosting organisation takes part in it. */
export const ofParties: Policy & { using: string } = {
  name: 'parties',
  to: 'dcr_app',
  using: isParty,
  check: isParty,
}

/** Whether the acting organisation has a part, as one of several hosts or between them, in the mobility that a row is of. */
const hasStay = databaseFunction(
  'has_stay(leads text, to_id uuid)',
  `returns boolean language sql stable security definer cost 1 set search_path = public, pg_temp
  as $$ select exists (select from mobility_stays s
    where s.hosting_organisation_id = acting_organisation() and s.mobility_id = case leads
      when 'id' then to_id
      when 'mobility_id' then to_id
      when 'recognition_id' then (select r.mobility_id from recognitions r where r.id = to_id)
      when 'version_id' then (select v.mobility_id from agreement_versions v where v.id = to_id)
      when 'certificate_id' then (select r.mobility_id from certificates c
        join recognitions r on r.id = c.recognition_id where c.id = to_id)
    end) $$`,
)

/** By which columns a row leads to its mobility, the shortest way first. */
const leading = ['mobility_id', 'recognition_id', 'version_id', 'certificate_id']

/** Who has a part in a mobility sees what its host sees, and writes none of it. */
export const ofHosts: Policy = {
  name: 'stays',
  to: 'dcr_app',
  for: 'select',
  using: (columns) => {
    const column = leading.find((each) => columns.includes(each)) ?? 'id'
    return `${hasStay}('${column}', ${column})`
  },
}

/** And writes down that they read of a case. */
export const readByHosts: Policy = {
  name: 'read_in_stays',
  to: 'dcr_app',
  for: 'insert',
  check: `${hasStay}('recognition_id', recognition_id)`,
}

/** The eraser works for the organisation that sent the learner, and never for one that hosted them. */
export const erasing: Policy = { name: 'erasing', to: 'dcr_eraser', using: isOwn }

/** Whoever looks up who is asking does not know yet for whom. */
export const lookup: Policy = { name: 'lookup', to: 'dcr_auth', for: 'select', using: 'true' }

/** What is written in a case: by its parties, and seen by whoever has a part in its mobility. */
export const rowsInCase: Policy[] = [ofParties, ofHosts, erasing]

export const look: Rights<never> = { select: true }
export const add: Rights<never> = { select: true, insert: true }
export const edit: Rights<never> = { select: true, insert: true, update: true }

/**
 * Whether a row says what it said, and only stands with another record of the same person, or another organisation: what
 * moves it is one of the database's own functions, which says so for as long as it runs.
 */
export const onlyMoved = databaseFunction(
  'only_moved(before jsonb, after jsonb)',
  `returns boolean language sql stable
  as $$ select current_user = 'dcr_owner' and current_setting('app.moves', true) = 'on'
    and before - '{person_id,hosting_organisation_id}'::text[] = after - '{person_id,hosting_organisation_id}'::text[] $$`,
)

/** What was written down is not changed or deleted, by anyone. */
export const appendOnly: Guard<never> = {
  name: 'append_only',
  before: 'update or delete',
  run: databaseFunction(
    'refuse_change()',
    `returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and ${onlyMoved}(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$`,
  ),
}

/** Whom a row is about, by the column that leads there. */
databaseFunction(
  'person_behind(leads text, to_id uuid)',
  `returns uuid
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
  end $$`,
)

const refuseErased = databaseFunction(
  'refuse_erased()',
  `returns trigger
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
end $$`,
)

type Leading = 'id' | 'learnerId' | 'personId' | 'mobilityId' | 'recognitionId' | 'certificateId'

/**
 * What was erased is not written anew, nor is anything begun. The person is held, so that whoever erases them waits for
 * this transaction and then sees what it wrote; whoever comes after waits, and is refused here. `column` leads to them.
 */
export const notOfTheErased = <Column extends Leading>(
  column: Column,
  over: { before: 'insert' | 'update' | 'insert or update'; when?: string } = { before: 'insert or update' },
): Guard<Column> => ({ name: 'not_of_the_erased', run: refuseErased, column, ...over })

/**
 * Of a table that lists synchronise: the row says which transaction changed it last. Triggers fire in the order of their
 * names: those that hold a change against what was there look at the row before it is stamped.
 */
export const stamped: Guard<never> = {
  name: 'stamped',
  before: 'insert or update',
  run: databaseFunction(
    'stamp_change()',
    `returns trigger language plpgsql as $$
begin
  new.changed_in := transaction_number();
  return new;
end $$`,
  ),
}

/** What is written down of a case for good. */
export const writtenDown: Protection<never> = {
  rows: rowsInCase,
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly],
}

/**
 * The guard of what is decided in steps: a step writes its columns together, once, and the first of them says that it was
 * taken. After the last step nothing is written any more. `said` is what the row is, as its refusal calls it; columns are
 * named as the database does.
 */
export function keptInSteps(
  signature: string,
  row: string | { said: string; besides: string },
  ...steps: [[string, ...string[]], ...[string, ...string[]][]]
): Guard<never> {
  const { said, besides } = typeof row === 'string' ? { said: row, besides: '' } : row
  const taken = steps.map(
    (columns) => `if old.${columns[0]} is null and new.${columns[0]} is not null then
      movable := movable || array['${columns.join("', '")}'];
    end if;`,
  )
  const run = databaseFunction(
    signature,
    `returns trigger language plpgsql as $$
declare
  movable text[] := '{${besides}}';
begin
  if tg_op = 'UPDATE' and ${onlyMoved}(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.${steps.at(-1)![0]} is null then
    ${taken.join('\n    ')}
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception '${said} does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
  )
  return { name: 'kept', before: 'update or delete', run }
}
