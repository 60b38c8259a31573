import { sql } from 'drizzle-orm'
import type { Tx } from '../../../src/db/client.ts'
import type { School, World } from '../../setup/world.ts'
import { beginnings, type Column, ofCase, ofOrganisations } from './columns.ts'
import { dropIndexes, makeIndex } from './indexes.ts'
import { makeSample, tablesOfCases, tablesOfOrganisations } from './sample.ts'

/** So many cases are written in one transaction. */
const AT_A_TIME = 10_000

/** So many at once write: a database works for each of them in a process of its own. */
const WRITERS = 2

/** What the first of the cases say is kept whole; of the others that came to their end, only what lists show. */
const WHOLE = 2000

/** Pairs of a sending and a hosting organisation, by number: 1 has half of all cases, 2 a thousandth, the others the rest. */
export const pairs = { many: 1, few: 2 }
const PAIRS = 22
const pairOf = 'case when n % 2 = 0 then 1 when n % 1000 = 1 then 2 else 3 + (n / 2) % 20 end'
const ordinalOf = 'case when n % 2 = 0 then n / 2 when n % 1000 = 1 then n / 1000 else n end'

/** So many of the cases, the oldest, came to their end: what waits is new. */
const SETTLED = 0.75

/** A world whose tables hold `copies` cases beside those of its own: in all stages, with what waits and what came of them. */
export type Filled = { ids: Record<string, string>; upTo(cases: number): Promise<void> }

/** Copies what `walkEverything` leaves in a new world, as often as it is told to: always up to a larger number. */
export async function fillable(world: World): Promise<Filled> {
  const ids = await makeSample(world)
  const { db } = world.services
  const columns = await columnsOf(db.owner)
  await writing(db.owner, async (tx) => {
    for (const table of tablesOfOrganisations)
      await copy(
        tx,
        table,
        columns,
        ofOrganisations,
        `(select *, ${beginnings} from generate_series(1, ${PAIRS}) as p, (select 0 as n) as none) as made, sample.${table} x`,
      )
  })
  let filled = 0
  return {
    ids,
    async upTo(cases) {
      const settled = Math.floor(filled + (cases - filled) * SETTLED)
      const parts = []
      for (let from = filled; from < cases; from += AT_A_TIME)
        parts.push({ from: from + 1, to: Math.min(from + AT_A_TIME, cases) })
      const indexes = parts.length > 1 ? await dropIndexes(db.owner, tablesOfCases) : []
      await byTwo(parts, ({ from, to }) => addCases(db.owner, columns, from, to, settled))
      await byTwo(indexes, (index) => makeIndex(db.owner, index))
      filled = Math.max(filled, cases)
      await writing(db.owner, async (tx) => {
        await tx.execute(
          sql`update ledger_numbering set position = 1000000::bigint + ${filled} * 16 + 16, tx = 1000000 + ${filled}`,
        )
        for (const sums of keptByTheDatabase) await tx.execute(sums)
        await tx.execute(sql`analyze`)
      })
    },
  }
}

/** What triggers would have kept while the cases were written. */
const keptByTheDatabase = [
  sql`delete from status_lists`,
  sql`insert into status_lists select status_list, organisation_id, coalesce(max(revoked_at), min(issued_at)), count(revoked_at)
    from certificates where issued_at is not null group by status_list, organisation_id`,
  sql`delete from mark_pairs`,
  sql`insert into mark_pairs select s.organisation_id, s.hosting_organisation_id, r.framework_id,
      (s.submitted_at at time zone 'UTC')::date, coalesce(f.level, 0), coalesce(s.level, 0), count(*)
    from assessments s join assessments f on f.outcome_id = s.outcome_id and f.round = 'first'
    join recognitions r on r.id = s.recognition_id where s.round = 'second' group by 1, 2, 3, 4, 5, 6`,
  sql`delete from running_days`,
  sql`insert into running_days select organisation_id, code, (since at time zone 'UTC')::date, 0, count(*)
    from (select organisation_id, code, since from running_periods
      union all select organisation_id, 'links', expires_at from links
      union all select organisation_id, 'messages', ended_at from messages
        where ended_at is not null and bounced_at is null and state <> 'bounced') as running group by 1, 2, 3`,
]

async function addCases(
  owner: Tx,
  columns: Map<string, Column[]>,
  from: number,
  to: number,
  settled: number,
) {
  await writing(owner, async (tx) => {
    const numbered = `(select *, ${beginnings} from (select n, ${pairOf} as p, ${ordinalOf} as ordinal, t,
      n > ${WHOLE} and n <= ${settled} as is_bare
      from generate_series(${from}, ${to}) as n
      join sample.picked on k = case when n <= ${settled} then 0
        else (hashint4(n) & 2147483647) % (select count(*) from sample.picked) end) as made) as made`
    for (const table of tablesOfCases)
      await copy(
        tx,
        table,
        columns,
        (column) => ofCase(table, column),
        `${numbered} join sample.${table} x using (t)`,
      )
  })
}

async function byTwo<Part>(parts: readonly Part[], work: (part: Part) => Promise<void>): Promise<void> {
  const waiting = [...parts]
  const writer = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await work(part)
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
}

async function copy(
  tx: Tx,
  table: string,
  columns: Map<string, Column[]>,
  as: (column: Column) => string,
  from: string,
): Promise<void> {
  const wanted = columns.get(table)!
  const names = wanted.map(({ name }) => `"${name}"`).join(', ')
  await tx.execute(
    sql.raw(`insert into public.${table} (${names}) select ${wanted.map(as).join(', ')} from ${from}`),
  )
}

/** Triggers look at each row by itself: for a million of them that would take minutes. */
const writing = (owner: Tx, work: (tx: Tx) => Promise<void>) =>
  owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`set local jit = off`)
    await tx.execute(sql`set local statement_timeout = 0`)
    await work(tx)
  })

async function columnsOf(owner: Tx): Promise<Map<string, Column[]>> {
  const rows = await owner
    .select({ table: sql<string>`table_name`, name: sql<string>`column_name`, type: sql<string>`udt_name` })
    .from(sql`information_schema.columns`)
    .where(sql`table_schema = 'public' and is_identity = 'NO'`)
    .orderBy(sql`ordinal_position`)
  return Map.groupBy(rows, ({ table }) => table)
}

/** The organisation that stands in a pair where this one stands in the sample. */
export function inPair(school: School, pair: number): School {
  const placed = (id: string) => (24117248 + pair).toString(16).padStart(8, '0') + id.slice(8)
  const members = Object.fromEntries(Object.entries(school.members).map(([role, id]) => [role, placed(id)]))
  return { ...school, id: placed(school.id), members: { ...school.members, ...members } }
}
