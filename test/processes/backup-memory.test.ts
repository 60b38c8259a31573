import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/start.ts'
import { given } from '../setup/given.ts'
import { peakMemoryOf, saysPeakMemory } from '../setup/peak-memory.ts'
import { emptyDatabase, run, temporaryFolder } from '../setup/process.ts'
import { publicUrl, today, type World, worldOver } from '../setup/world.ts'

const MB = 1024 * 1024
/** So much of rows and of files the small backup holds: enough for what is taken and given back all along. */
const SMALL = { rows: 24 * MB, files: 2 }
/** So much more the large one. */
const LARGE = { rows: 128 * MB, files: 9 }
const FILE = 9 * MB
/** Of which, packed, so much would not fit: when memory is given back is the runtime's affair, within tens of megabytes. */
const MORE = 96 * MB
/** So often the large one is measured where it took more. */
const TRIES = 3
/** Of a row the name of a guardian, which is in no index. */
const ROW = 32 * 1024
/** So many rows are written by one statement, which a machine under load has to end within the patience of a request. */
const AT_ONCE = 256

/** Says on its way out how much memory it had at most, with a heap that is smaller than what it carries. */
const measured = `--max-old-space-size=72 ${saysPeakMemory}`

async function peakOf(command: string, settings: Record<string, string>, ...args: string[]) {
  const child = run(`commands/${command}.ts`, { ...settings, NODE_OPTIONS: measured }, undefined, args)
  expect(await child.exited, child.output()).toBe(0)
  return peakMemoryOf(child.output())
}

type Peaks = { backup: number; restore: number }

/** How much more memory the one took than the other, in bytes: there or back, whichever is more. */
const grown = (small: Peaks, large: Peaks) =>
  Math.max(large.backup - small.backup, large.restore - small.restore)

const databases: Record<
  string,
  () => Promise<{ settings: Record<string, string>; drop: () => Promise<void> }>
> = {
  async PostgreSQL() {
    const database = await emptyDatabase()
    return { settings: { DATABASE_URL: database.url }, drop: () => database[Symbol.asyncDispose]() }
  },
  'the embedded database': async () => ({ settings: {}, drop: async () => {} }),
}

/** Leaves a case in a world, and so much of rows and of its evidence. */
async function fill(world: World, { rows, files }: typeof SMALL): Promise<void> {
  const { id } = await given(world).documentation()
  for (let made = 0; made < files; made++) {
    const text = randomBytes(FILE / 2).toString('hex')
    await given(world).evidence(id, ['1.1'], text)
  }
  for (let left = rows / ROW; left > 0; left -= AT_ONCE) {
    // Of letters that cannot be packed to nothing.
    await world.services.db.owner.execute(sql`
      insert into people (id, organisation_id, given_name, family_name, guardian_name, birth_date, created_at, updated_at)
      select gen_random_uuid(), ${world.school.id}, 'Learner', 'One',
        (select string_agg(md5(n::text || part::text), '') from generate_series(1, 1024) part), '2007-05-14', now(), now() from generate_series(1, ${AT_ONCE}::int) n`)
  }
  await world.app.close()
}

describe('the memory of a backup and of putting it back', () => {
  test.each(Object.entries(databases))(
    'on %s does not grow with what there is',
    async (_name, open) => {
      using folder = temporaryFolder()
      const at = (name: string) => join(folder.path, name)
      const here = await open()
      const settings = { ...here.settings, DATA_DIR: at('here'), PUBLIC_URL: publicUrl }

      /** Leaves a case, and so much of rows and of its evidence. */
      async function leave(size: typeof SMALL): Promise<void> {
        const clock = { now: new Date(today), advance() {} }
        const started = await start(readConfig(settings), () => clock.now)
        try {
          await fill(await worldOver(started.services, clock), size)
        } finally {
          await started.close()
        }
      }

      /** The most memory that was taken, there and back. */
      async function carry(name: string): Promise<Peaks & { size: number }> {
        const file = at(`${name}.backup`)
        const backup = await peakOf('backup', settings, '--to', file)
        const there = await open()
        mkdirSync(at(name))
        cpSync(join(at('here'), 'key-secret'), join(at(name), 'key-secret'))
        const elsewhere = { ...there.settings, DATA_DIR: at(name), PUBLIC_URL: publicUrl }
        const restore = await peakOf('restore', elsewhere, '--from', file)
        await there.drop()
        return { backup, restore, size: statSync(file).size }
      }

      await leave(SMALL)
      const small = await carry('small')
      await leave(LARGE)
      let large = await carry('large')
      // What is needed is the least that was ever enough: a machine under load gives memory back late.
      for (let again = 1; again < TRIES && !(grown(small, large) < MORE); again++) {
        large = await carry(`large-${again}`)
      }
      expect(large.size - small.size).toBeGreaterThan(MORE)
      expect(grown(small, large)).toBeLessThan(MORE)
      await here.drop()
    },
    600_000,
  )
})
