import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/start.ts'
import { peakMemoryOf, saysPeakMemory } from '../setup/peak-memory.ts'
import { emptyDatabase, run, type Service, startService, temporaryFolder } from '../setup/process.ts'
import { publicUrl, tokenFor, worldOver } from '../setup/world.ts'

const MB = 1024 * 1024
const million = join(import.meta.dirname, 'serve-a-million.ts')

/** As `npm start` has it: what is garbage already is not left lying. */
const options = `--max-semi-space-size=8 ${saysPeakMemory}`

async function served(rows: number): Promise<Service> {
  const service = run(million, { NODE_OPTIONS: options }, undefined, [String(rows)])
  const ready = await new Promise<{ ready: { port: number } }>((done) =>
    service.child.once('message', done as () => void),
  )
  return { ...service, url: `http://127.0.0.1:${ready.ready.port}` }
}

/** Reads an answer to its end and keeps nothing of it but how long it is, in bytes and in lines. */
async function take(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers })
  expect(answer.status).toBe(200)
  let [bytes, lines] = [0, 0]
  for await (const part of answer.body!) {
    bytes += part.length
    for (const byte of part) if (byte === 10) lines += 1
  }
  return { bytes, lines }
}

test.each([
  ['csv', 1_000_001],
  ['jsonl', 1_000_000],
  ['xlsx', null],
])(
  'a million things are written as %s within 200 MB',
  async (format, lines) => {
    const service = await served(1_000_000)
    onTestFinished(() => void service.stop())
    const taken = await take(`${service.url}/v1/things?format=${format}`)
    if (lines !== null) expect(taken.lines).toBe(lines)
    expect(taken.bytes).toBeGreaterThan(10 * MB)
    await service.stop()
    expect(peakMemoryOf(service.output())).toBeLessThan(200 * MB)
  },
  300_000,
)

/** So many times the large list is read where it took more: a machine under load gives memory back late. */
const TRIES = 3

test('what the whole service needs for a list does not grow with the list', async () => {
  await using database = await emptyDatabase()
  using folder = temporaryFolder()
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder.path, PUBLIC_URL: publicUrl }
  const started = await start(readConfig(settings), () => new Date())
  const world = await worldOver(started.services, { now: new Date(), advance() {} })
  const token = await tokenFor(world.services, { school: world.school })
  /** Without what is done for each of them as they are entered: they are only to be read. */
  const fill = (count: number) =>
    world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`
        insert into people (id, organisation_id, given_name, family_name, birth_date, created_at, updated_at)
        select gen_random_uuid(), ${world.school.id}, 'Learner', 'Number ' || n, '2007-05-14', now(), now()
        from generate_series(1, ${count}::int) n`)
    })

  async function peakOf(count: number): Promise<number> {
    const service = await startService({ ...settings, NODE_OPTIONS: saysPeakMemory })
    const { lines } = await take(`${service.url}/v1/people?format=csv`, { authorization: `Bearer ${token}` })
    expect(lines).toBe(count + 1)
    await service.stop()
    return peakMemoryOf(service.output())
  }

  await fill(1000)
  const small = await peakOf(1000)
  await fill(49_000)
  let large = await peakOf(50_000)
  for (let again = 1; again < TRIES && large - small > 64 * MB; again++) large = await peakOf(50_000)
  expect(large - small).toBeLessThan(64 * MB)
  await started.close()
}, 600_000)
