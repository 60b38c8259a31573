import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { TransactionSql } from 'postgres'
import type { Database } from './client.ts'
import { singleConnection } from './connection/single-connection.ts'

/** One transaction over whole tables, on either database; their rows go out and in as COPY writes them, as text. */
export type RowCopy = {
  query<Row>(statement: string): Promise<Row[]>
  /** In pieces of about a megabyte, each of whole rows. */
  copyOut(table: string, columns: string[]): AsyncIterable<Uint8Array>
  /** Takes such pieces. */
  copyIn(table: string, columns: string[], pieces: AsyncIterable<Uint8Array>): Promise<void>
}

/** What all tables hold at one moment. */
export const inSnapshot = <T>(database: Database, work: (rows: RowCopy) => Promise<T>): Promise<T> =>
  inTransaction(database, 'isolation level repeatable read read only', work)

/** Everything that `work` does, or nothing; as whoever migrates, who may change the tables themselves. */
export const inOneGo = <T>(database: Database, work: (rows: RowCopy) => Promise<T>): Promise<T> =>
  inTransaction({ ...database, url: database.migrateUrl }, 'isolation level read committed', work)

async function inTransaction<T>(
  database: Database,
  mode: string,
  work: (rows: RowCopy) => Promise<T>,
): Promise<T> {
  if (database.embedded) return inEmbedded(database.embedded, mode, work)
  const connection = singleConnection(database.url as string)
  try {
    return (await connection.begin(mode, (tx) => work(overPostgres(tx)))) as T
  } finally {
    await connection.end({ timeout: 5 })
  }
}

function overPostgres(tx: TransactionSql): RowCopy {
  return {
    query: async <Row>(statement: string) => [...(await tx.unsafe(statement))] as Row[],
    async *copyOut(table, columns) {
      const stream = await tx.unsafe(`copy ${inParts(table, columns)} to stdout`).readable()
      yield* wholeRows(stream)
      // The driver halts its connection while rows wait to be read, also for the last ones, after which nobody reads on:
      // whatever is asked next would never be answered.
      stream._read(0)
    },
    async copyIn(table, columns, pieces) {
      const writable = await tx.unsafe(`copy ${inParts(table, columns)} from stdin`).writable()
      await pipeline(Readable.from(pieces, { objectMode: false }), writable)
    },
  }
}

async function inEmbedded<T>(pglite: PGlite, mode: string, work: (rows: RowCopy) => Promise<T>): Promise<T> {
  return pglite.transaction(async (tx) => {
    await tx.query(`set transaction ${mode}`)
    return work(overEmbedded(tx))
  })
}

/** The embedded database hands over the rows of a COPY as one piece: a table is read a page at a time. */
function overEmbedded(tx: Transaction): RowCopy {
  const query = async <Row>(statement: string) => (await tx.query<Row>(statement)).rows
  async function* pages(table: string, columns: string[]): AsyncGenerator<Uint8Array> {
    const [size] = await query<{ pages: number }>(
      `select (pg_relation_size('${table}') / current_setting('block_size')::int)::int as pages`,
    )
    for (let page = 0; page < (size?.pages ?? 0); page++) {
      const onPage = `ctid >= '(${page},0)' and ctid < '(${page + 1},0)'`
      const { blob } = await tx.query(
        `copy (select ${columns.join(', ')} from ${table} where ${onPage}) to '/dev/blob'`,
      )
      if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer())
    }
  }
  return {
    query,
    copyOut: (table, columns) => wholeRows(pages(table, columns)),
    async copyIn(table, columns, pieces) {
      const statement = `copy ${inParts(table, columns)} from '/dev/blob'`
      for await (const piece of pieces)
        await tx.query(statement, [], { blob: new Blob([Buffer.from(piece)]) })
    },
  }
}

const inParts = (table: string, columns: string[]) => `${table} (${columns.join(', ')})`

const PIECE = 1024 * 1024
const NEW_LINE = 0x0a

/** The same bytes in pieces of about a megabyte, each of which ends where a row does. */
async function* wholeRows(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = []
  let size = 0
  for await (const bytes of stream) {
    gathered.push(bytes)
    size += bytes.length
    if (size < PIECE) continue
    const all = Buffer.concat(gathered)
    const end = all.lastIndexOf(NEW_LINE) + 1
    if (end > 0) yield all.subarray(0, end)
    gathered = [Buffer.from(all.subarray(end))]
    size = all.length - end
  }
  if (size > 0) yield Buffer.concat(gathered)
}
