import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../setup/postgres.ts'
import type { Bench, Measure } from './row.ts'

// Each measure has a process of its own: what one leaves in memory and in compiled code is not counted with the next.
const [file = '', quick] = process.argv.slice(2)
/** What a million cases take, in bytes. */
const ROOM = 28 * 1024 ** 3
/** For writing a million cases at once. */
const SETTINGS = ['shared_buffers=1GB', 'max_wal_size=2GB', 'wal_level=minimal', 'max_wal_senders=0']
const ends: (() => unknown)[] = []
const bench: Bench = {
  quick: quick === 'quick',
  async postgres() {
    const { url, pid, stop } = await startPostgres(ROOM, SETTINGS)
    ends.push(stop)
    return { url, pid }
  },
  folder() {
    const path = mkdtempSync(join(tmpdir(), 'recognition-bench-'))
    ends.push(() => rmSync(path, { recursive: true, force: true }))
    return path
  },
  afterwards: (end) => ends.push(end),
}
try {
  const measures = Object.values((await import(file)) as Record<string, Measure>)
  for (const measure of measures) for (const row of await measure(bench)) process.send?.(row)
} finally {
  for (const end of ends.reverse()) await end()
}
// What a measured service still waits for must not keep the next one waiting.
process.disconnect?.()
