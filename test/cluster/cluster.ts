import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { type Service, startService } from '../../src/commands/demo/start-service.ts'
import { startPostgres } from '../setup/postgres.ts'
import { compare, noteAcknowledged } from './acknowledged.ts'
import { carryCases } from './carry-cases.ts'
import { startBouncer, version } from './pgbouncer.ts'

/**
 * Two processes of the service behind a PgBouncer in transaction mode take cases from their agreement to a certificate,
 * while connections of the database are killed under them. Everything that was acknowledged has to be there afterwards,
 * and nothing else. Without a PgBouncer it is skipped, with a word.
 */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '500' }, clients: { type: 'string', default: '8' } },
})
const cases = Number(values.cases)
const clients = Number(values.clients)
/** Between one killed connection and the next, in milliseconds. */
const KILL_EACH = 1500

const found = version()
if (!found) {
  console.log('No PgBouncer is here: what is behind a pooler was not tried.')
  process.exit(0)
}
console.log(`PgBouncer ${found}, ${cases} cases, ${clients} clients`)

const folder = mkdtempSync(join(tmpdir(), 'recognition-cluster-'))
const server = await startPostgres()
const bouncer = await startBouncer(server.url)
const acknowledged = noteAcknowledged()
try {
  process.exitCode = await tryCluster()
} finally {
  await bouncer.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function tryCluster(): Promise<number> {
  const env = {
    ...process.env,
    DATABASE_URL: bouncer.url,
    DATA_DIR: folder,
    KEY_SECRET: randomBytes(32).toString('hex'),
    DATABASE_POOL: '8',
  }
  const first = await startService(env)
  const second = await startService({ ...env, RUN_JOBS: 'false' })
  try {
    const killer = killing(server.url)
    const began = performance.now()
    const sizes = { cases, clients, folder }
    const issued = await carryCases([first.url, second.url], first.firstClient!, sizes, () => killer.begin())
      .catch(async (error: unknown) => {
        // Where a process has ended, what it said last tells more than that it does not answer.
        await Promise.race([first.lost, second.lost, pause(1000)])
        throw error
      })
      .finally(() => killer.end())
    const seconds = (performance.now() - began) / 1000
    console.log(
      `${issued} certificates in ${seconds.toFixed(0)} s, ${killer.killed()} connections killed meanwhile`,
    )
    return await judge(issued, first.firstClient!.id)
  } finally {
    await Promise.all([first, second].map((service: Service) => service.stop()))
  }
}

async function judge(issued: number, operator: string): Promise<number> {
  const { lost, surplus, rows } = await compare(server.url, acknowledged, operator)
  console.log(`${acknowledged.size} acknowledged writes with an id, ${rows} rows with one`)
  for (const id of lost.slice(0, 20)) console.error(`acknowledged and not there: ${id}`)
  for (const row of surplus.slice(0, 20)) console.error(`there and not acknowledged: ${row}`)
  if (issued !== cases) console.error(`${cases - issued} cases have no certificate`)
  return lost.length > 0 || surplus.length > 0 || issued !== cases ? 1 : 0
}

/** Ends connections of the pooler to the database, one after the other, whatever they are at. */
function killing(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  let isOn = false
  let killed = 0
  const rounds = async () => {
    while (isOn) {
      const [row] = await sql<{ done: boolean }[]>`
        select pg_terminate_backend(pid) as done from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1`
      if (row?.done) killed += 1
      await pause(KILL_EACH)
    }
  }
  let round = Promise.resolve()
  return {
    begin() {
      isOn = true
      round = rounds()
    },
    async end() {
      isOn = false
      await round
      await sql.end()
    },
    killed: () => killed,
  }
}
