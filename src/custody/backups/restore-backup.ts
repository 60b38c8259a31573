import { createReadStream } from 'node:fs'
import type { Database } from '../../db/client.ts'
import { inOneGo, type RowCopy } from '../../db/copy-rows.ts'
import { knownMigrations, migrateTo } from '../../db/migrate.ts'
import { CannotStart } from '../../errors.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { TarEntry } from '../../platform/tar/tar.ts'
import { type About, checkBackup, evidenceIn, type Manifest, readEntries, tableIn } from './archive.ts'
import * as store from './store.ts'

/**
 * Puts a backup into an empty database and its evidence into the storage; roles and tables are made as they were then,
 * and brought to this release. The backup is checked to its end before anything is written; the rows are all there
 * afterwards, as the manifest counts them, or none is.
 */
export async function restoreBackup(
  db: Database,
  storage: Pick<Storage, 'keep'>,
  file: string,
): Promise<Manifest> {
  const { about, manifest } = await checkBackup(file, createReadStream(file))
  const newest = newestKnown(about)
  await inOneGo(db, refuseFilled)
  await migrateTo(db, newest)
  await inOneGo(db, async (rows) => {
    await refuseOtherTables(rows, about)
    const fasten = await store.loosenTables(rows, about.tables)
    await putBack(rows, storage, about, readEntries(createReadStream(file)))
    await store.continueNumbers(rows)
    await compare(rows, about, manifest)
    for (const statement of fasten) await rows.query(statement)
  })
  await migrateTo(db)
  return manifest
}

/** The last migration of the backup; throws where this release does not know it. */
function newestKnown({ migrations }: About): number {
  const known = new Set(knownMigrations().map(({ hash, when }) => `${when} ${hash}`))
  if (migrations.length === 0 || !migrations.every(({ hash, when }) => known.has(`${when} ${hash}`))) {
    throw new CannotStart('The backup is of a newer release of this service. Restore it with that release.')
  }
  return Number(migrations.at(-1)!.when)
}

async function refuseFilled(rows: RowCopy): Promise<void> {
  if ((await store.hasForeignTables(rows)) || (await store.isFilled(rows))) {
    throw new CannotStart('The database is not empty. A backup is restored into an empty one.')
  }
}

async function refuseOtherTables(rows: RowCopy, { migrations, tables }: About): Promise<void> {
  const applied = JSON.stringify(await store.listApplied(rows)) === JSON.stringify(migrations)
  const told = (listed: store.CopiedTable[]) =>
    JSON.stringify(listed.map(({ name, columns }) => [name, ...columns]).sort())
  await refuseFilled(rows)
  if (!applied || told(await store.listTables(rows)) !== told(tables)) {
    throw new CannotStart('The tables here are not those of the backup. Restore it into an empty database.')
  }
}

async function putBack(
  rows: RowCopy,
  storage: Pick<Storage, 'keep'>,
  about: About,
  entries: AsyncGenerator<TarEntry>,
): Promise<void> {
  const columnsOf = new Map(about.tables.map(({ name, columns }) => [name, columns]))
  let next = await entries.next()
  async function* piecesOf(table: string): AsyncGenerator<Uint8Array> {
    while (!next.done && tableIn(next.value) === table) {
      yield next.value.bytes
      next = await entries.next()
    }
  }
  while (!next.done) {
    const table = tableIn(next.value)
    const sha256 = evidenceIn(next.value)
    if (table) {
      await rows.copyIn(table, columnsOf.get(table) ?? [], piecesOf(table))
      continue
    }
    if (sha256) await storage.keep(sha256, next.value.bytes)
    next = await entries.next()
  }
}

async function compare(rows: RowCopy, { tables }: About, manifest: Manifest): Promise<void> {
  const differing: string[] = []
  for (const table of tables) {
    const rowsThen = manifest.tables[table.name]?.rows ?? 0
    if ((await store.countRows(rows, table)) !== rowsThen) differing.push(table.name)
  }
  const end = await store.findLedgerEnd(rows)
  if (JSON.stringify(end) !== JSON.stringify(manifest.ledger)) differing.push('the end of the ledger')
  if (differing.length > 0) {
    throw new CannotStart(
      `Restored, these would not be what the manifest says: ${differing.join(', ')}. Nothing was restored.`,
    )
  }
}
