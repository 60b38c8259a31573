import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CannotStart } from '../../errors.ts'
import { readTar, type TarEntry } from '../../platform/tar/tar.ts'
import type { AppliedMigration, CopiedTable, LedgerEnd } from './store.ts'

/** The first entry of a backup: what is needed to make the tables that the rest is put into. */
export type About = { format: 1; madeAt: string; migrations: AppliedMigration[]; tables: CopiedTable[] }

/** The last entry of a backup: what it holds, so that what was lost or changed on its way shows. */
export type Manifest = {
  about: string
  ledger: LedgerEnd
  tables: Record<string, Contents>
  evidence: { files: number; sha256: string }
}

/** How many rows a table has, and the SHA-256 of them all. */
export type Contents = { rows: number; sha256: string }

export const aboutName = 'about.json'
export const manifestName = 'manifest.json'
export const pieceName = (table: string, number: number) => `rows/${table}/${String(number).padStart(6, '0')}`
export const evidenceName = (sha256: string) => `evidence/${sha256}`

/** Which table an entry has rows of, or which file it is. */
export const tableIn = ({ name }: TarEntry) => /^rows\/(.+)\/\d+$/.exec(name)?.[1]
export const evidenceIn = ({ name }: TarEntry) => /^evidence\/([0-9a-f]{64})$/.exec(name)?.[1]

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Counts what goes into a backup, or comes out of it. */
export function counting(): { add(entry: TarEntry): void; counted(): Pick<Manifest, 'tables' | 'evidence'> } {
  const tables = new Map<string, { rows: number; hash: Hash }>()
  const files = { files: 0, hash: createHash('sha256') }
  return {
    add(entry) {
      const table = tableIn(entry)
      if (table) {
        const counted = tables.get(table) ?? { rows: 0, hash: createHash('sha256') }
        counted.rows += rowsIn(entry.bytes)
        counted.hash.update(entry.bytes)
        tables.set(table, counted)
      }
      const file = evidenceIn(entry)
      if (file) {
        files.files += 1
        files.hash.update(`${file}\n`)
      }
    },
    counted: () => ({
      tables: Object.fromEntries(
        [...tables].map(([name, { rows, hash }]) => [name, { rows, sha256: hash.copy().digest('hex') }]),
      ),
      evidence: { files: files.files, sha256: files.hash.copy().digest('hex') },
    }),
  }
}

function rowsIn(bytes: Uint8Array): number {
  let rows = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) rows += 1
  return rows
}

/** The entries of a backup, one at a time. */
export async function* readEntries(packed: Readable): AsyncGenerator<TarEntry> {
  const unpacked = createGunzip()
  const reading = pipeline(packed, unpacked)
  reading.catch(() => {})
  yield* readTar(unpacked)
}

/**
 * Reads a backup, called `file`, from its beginning to its end and holds it against its manifest. Throws, in one sentence, where it is
 * not whole.
 */
export async function checkBackup(
  file: string,
  packed: Readable,
): Promise<{ about: About; manifest: Manifest }> {
  const found = await readParts(packed).catch((cause: Error) => {
    throw new CannotStart(`The backup ${file} cannot be read: ${cause.message}. Nothing was restored.`, {
      cause,
    })
  })
  const { about, manifest, counted, aboutHash, altered } = found
  const whole =
    altered === undefined &&
    manifest.about === aboutHash &&
    JSON.stringify(sorted(counted.tables)) === JSON.stringify(sorted(manifest.tables)) &&
    JSON.stringify(counted.evidence) === JSON.stringify(manifest.evidence)
  if (!whole) {
    const where = altered ? ` (${altered} has other bytes)` : ''
    throw new CannotStart(
      `The backup ${file} does not hold what its manifest says${where}. Nothing was restored.`,
    )
  }
  return { about, manifest }
}

const sorted = (tables: Manifest['tables']) =>
  Object.entries(tables)
    .map(([name, { rows, sha256 }]) => [name, rows, sha256])
    .sort()

async function readParts(packed: Readable) {
  const contents = counting()
  let about: { json: About; hash: string } | undefined
  let manifest: Manifest | undefined
  let altered: string | undefined
  for await (const entry of readEntries(packed)) {
    contents.add(entry)
    const sha256 = evidenceIn(entry)
    if (sha256 && sha256 !== sha256Of(entry.bytes)) altered ??= entry.name
    if (entry.name === aboutName) about = { json: parse<About>(entry), hash: sha256Of(entry.bytes) }
    if (entry.name === manifestName) manifest = parse<Manifest>(entry)
  }
  if (!about || !manifest || about.json.format !== 1)
    throw new Error('it is not a backup that this release knows')
  return { about: about.json, aboutHash: about.hash, manifest, counted: contents.counted(), altered }
}

const parse = <T>({ bytes }: TarEntry) => JSON.parse(Buffer.from(bytes).toString('utf8')) as T
