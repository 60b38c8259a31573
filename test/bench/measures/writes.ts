import postgres from 'postgres'
import { startService } from '../../../src/commands/demo/start-service.ts'
import { openPipeline } from '../pipeline.ts'
import type { Bench, Row } from '../row.ts'

/** Rows of about as many bytes as those of a case. */
const CONTENT = 'x'.repeat(500)

/**
 * Cases from their agreement to a certificate, to as many rows written in as many transactions by prepared statements. A
 * tenth of it is a mark to watch, chosen by hand: no earlier release was measured beside this floor.
 */
export async function measureWrites(bench: Bench): Promise<Row[]> {
  const { url } = await bench.postgres()
  const service = await startService({
    ...process.env,
    DATABASE_URL: url,
    DATA_DIR: bench.folder(),
    CLIENT_REQUESTS: '0',
    TRUST_PROXY: '1',
  })
  bench.afterwards(() => service.stop())
  const sql = postgres(url, { max: 16, onnotice: () => {} })
  bench.afterwards(() => sql.end())
  await sql`create table bare (id bigserial primary key, organisation uuid default gen_random_uuid(), content text)`
  const pipeline = await openPipeline(service)
  const carry = async () => pipeline.issue(await pipeline.decide())
  const milliseconds = bench.quick ? 3_000 : 10_000
  await rateOf(carry, 4, milliseconds)
  const rows: Row[] = []
  for (const clients of [1, 4, 16]) {
    const before = await writtenIn(sql)
    const { perSecond: ours, done } = await rateOf(carry, clients, milliseconds)
    const after = await writtenIn(sql)
    const each = {
      transactions: Math.round((after.transactions - before.transactions) / done),
      rows: Math.round((after.rows - before.rows) / done),
    }
    const { perSecond: floor } = await rateOf(() => writeBarely(sql, each), clients, milliseconds / 3)
    rows.push({
      what: `cases to a certificate, ${clients} at once, to ${each.rows} rows in ${each.transactions} transactions`,
      unit: '/s',
      floor,
      ours,
      reach: { atLeast: 0.1, of: 'ratio' },
    })
  }
  return rows
}

/** How often something is done in a second by so many who begin anew at once. */
async function rateOf(
  work: () => Promise<unknown>,
  clients: number,
  milliseconds: number,
): Promise<{ perSecond: number; done: number }> {
  const begun = performance.now()
  let done = 0
  const lane = async () => {
    while (performance.now() - begun < milliseconds) {
      await work()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, lane))
  return { perSecond: (done * 1000) / (performance.now() - begun), done }
}

/** What the database has committed and written since it was made; it tells a moment later. */
async function writtenIn(sql: postgres.Sql): Promise<{ transactions: number; rows: number }> {
  await new Promise((told) => setTimeout(told, 1200))
  const [found] = await sql<{ transactions: number; rows: number }[]>`
    select xact_commit::int as transactions, (tup_inserted + tup_updated)::int as rows
    from pg_stat_database where datname = current_database()`
  return found!
}

async function writeBarely(
  sql: postgres.Sql,
  { transactions, rows }: { transactions: number; rows: number },
): Promise<void> {
  let written = 0
  for (let number = 1; number <= transactions; number++) {
    const due = Math.round((rows * number) / transactions)
    await sql.begin(async (tx) => {
      for (; written < due; written++) await tx`insert into bare (content) values (${CONTENT}) returning id`
    })
  }
}
