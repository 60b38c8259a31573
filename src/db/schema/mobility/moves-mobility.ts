import { databaseFunction, type Guard, type Protection } from '../protect.ts'
import { writtenDown } from '../protections.ts'

const run = databaseFunction(
  'move_mobility()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  below jsonb := to_jsonb(new);
  moved uuid := below ->> 'mobility_id';
begin
  if moved is null then
    select mobility_id into moved from agreement_versions where id = (below ->> 'version_id')::uuid;
  end if;
  update mobilities set updated_at = greatest(updated_at, (below ->> tg_argv[0])::timestamptz) where id = moved;
  return null;
end $$`,
)

/**
 * Of what is written down of a mobility's agreement: the mobility says that it changed then, so that whoever follows the
 * list of mobilities hears of it. Verbs hold the mobility before they write. `column` is the moment.
 */
export const movesMobility = <Column extends 'at' | 'createdAt' | 'signedAt'>(
  column: Column,
): Guard<Column> => ({ name: 'moves_mobility', after: 'insert', run, column })

/** What is written down of an agreement for good, and moves its mobility. */
export const writtenDownOf = <Column extends 'at' | 'signedAt'>(column: Column): Protection<Column> => ({
  ...writtenDown,
  guards: [...writtenDown.guards!, movesMobility(column)],
})
