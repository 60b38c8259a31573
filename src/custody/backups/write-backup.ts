import { createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Database } from '../../db/client.ts'
import { inSnapshot, type RowCopy } from '../../db/copy-rows.ts'
import { CannotStart } from '../../errors.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { type TarEntry, tarStream } from '../../platform/tar/tar.ts'
import {
  type About,
  aboutName,
  counting,
  evidenceName,
  type Manifest,
  manifestName,
  pieceName,
  sha256Of,
} from './archive.ts'
import * as store from './store.ts'

/** `missing`: evidence whose file is not there, or has other bytes, by its SHA-256; everything else is in the backup. */
export type Written = { manifest: Manifest; missing: string[] }

/**
 * Writes all that the database held at one moment, and the evidence that it names, into a file that is whole or not
 * there. Keys go as they are kept: encrypted. Throws where there is such a file already.
 */
export async function writeBackup(
  db: Database,
  storage: Pick<Storage, 'open'>,
  file: string,
  now: Date,
): Promise<Written> {
  if (await isThere(file)) throw new CannotStart(`${file} is there already.`)
  const partial = `${file}.partial`
  try {
    const written: Written = { manifest: emptyManifest, missing: [] }
    await inSnapshot(db, (rows) =>
      pipeline(
        tarStream(entriesOf(rows, storage, now, written)),
        createGzip(),
        createWriteStream(partial, { flags: 'wx', mode: 0o600 }),
      ),
    )
    // What was erased while this was written is missing for a good reason.
    written.missing = await inSnapshot(db, (rows) => store.stillEvidence(rows, written.missing))
    await settle(partial)
    await rename(partial, file)
    return written
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

const emptyManifest: Manifest = {
  about: '',
  ledger: { position: '0', id: null, lines: '0' },
  tables: {},
  evidence: { files: 0, sha256: '' },
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

async function settle(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

async function* entriesOf(
  rows: RowCopy,
  storage: Pick<Storage, 'open'>,
  now: Date,
  written: Written,
): AsyncGenerator<TarEntry> {
  const contents = counting()
  const about: About = {
    format: 1,
    madeAt: now.toISOString(),
    migrations: await store.listApplied(rows),
    tables: await store.listTables(rows),
  }
  const first = json(aboutName, about)
  yield first
  for await (const entry of contentsOf(rows, storage, about, written.missing)) {
    contents.add(entry)
    yield entry
  }
  const ledger = await store.findLedgerEnd(rows)
  written.manifest = { about: sha256Of(first.bytes), ledger, ...contents.counted() }
  yield json(manifestName, written.manifest)
}

const json = (name: string, value: unknown): TarEntry => ({ name, bytes: Buffer.from(JSON.stringify(value)) })

async function* contentsOf(
  rows: RowCopy,
  storage: Pick<Storage, 'open'>,
  { tables }: About,
  missing: string[],
): AsyncGenerator<TarEntry> {
  for (const { name, columns } of tables) {
    let number = 0
    for await (const bytes of rows.copyOut(name, columns)) yield { name: pieceName(name, ++number), bytes }
  }
  for (let after = ''; ; ) {
    const files = await store.listEvidenceFiles(rows, after)
    for (const sha256 of files) {
      const bytes = await readWhole(storage, sha256)
      if (bytes) yield { name: evidenceName(sha256), bytes }
      else missing.push(sha256)
    }
    if (files.length === 0) return
    after = files.at(-1)!
  }
}

/** The bytes, unless they are not there or are others than they were. */
async function readWhole(storage: Pick<Storage, 'open'>, sha256: string): Promise<Uint8Array | null> {
  const bytes = await storage
    .open(sha256)
    .then(gather)
    .catch(() => null)
  return bytes && sha256Of(bytes) === sha256 ? bytes : null
}

async function gather(stream: Readable): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
