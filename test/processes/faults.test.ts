import { describe, expect, test } from 'vitest'
import { lineTo } from '../setup/broken-line.ts'
import {
  emptyDatabase,
  firstClientIn,
  type Service,
  startService,
  temporaryFolder,
  tokenOf,
} from '../setup/process.ts'
import { mayMount, startOnSmallDisk } from '../setup/small-disk.ts'

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

type Answered = { status: number; retryAfter: string | null; took: number; externalId: string | null }

/** Asks and writes without a pause, eight at a time, until it is stopped; every write is another one. */
function load(service: Pick<Service, 'url'>, token: string) {
  const answers: Answered[] = []
  let going = true
  let serial = 0
  const lost: unknown[] = []
  const loops = Array.from({ length: 8 }, async (_, loop) => {
    while (going) {
      serial += 1
      const externalId = loop % 2 === 0 ? `load-${serial}` : null
      const began = Date.now()
      const answer = await fetch(`${service.url}/v1/people`, {
        method: externalId ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          ...(externalId ? { 'content-type': 'application/json', 'idempotency-key': externalId } : {}),
        },
        ...(externalId && {
          body: JSON.stringify({
            givenName: 'Learner',
            familyName: 'One',
            birthDate: '2007-05-14',
            externalId,
            sameNameIsAnother: true,
          }),
        }),
      }).catch((error) => void lost.push(error))
      await answer?.arrayBuffer()
      if (answer) {
        const retryAfter = answer.headers.get('retry-after')
        answers.push({ status: answer.status, retryAfter, took: Date.now() - began, externalId })
      }
      if (answer?.status !== 200 && answer?.status !== 201) await pause(20)
    }
  })
  return {
    answers,
    lost,
    async stop() {
      going = false
      await Promise.all(loops)
    },
  }
}

/**
 * For each answer of 503 that the service says it gave: how many milliseconds after it was asked, or after the database
 * failed at `struck` where it was asked before. It is measured there, because this machine may be busy with other tests.
 */
function refusedAfter(output: string, struck: number): number[] {
  return output
    .split('\n')
    .filter((line) => line.includes('"statusCode":503') && line.includes('"responseTime"'))
    .map((line) => JSON.parse(line) as { time: number; responseTime: number })
    .map(({ time, responseTime }) => Math.min(responseTime, time - struck))
}

/** What happens to the database, and how it comes back. */
const faults = {
  'its connections are ended': {
    begin: ({ sql }) => sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'recognition'`,
    isAway: false,
  },
  'it cannot be reached': { begin: ({ line }) => line.cut(), isAway: true },
  'it does not answer': { begin: ({ line }) => line.silence(), isAway: true },
} satisfies Record<
  string,
  {
    begin(to: {
      line: Awaited<ReturnType<typeof lineTo>>
      sql: Awaited<ReturnType<typeof emptyDatabase>>['sql']
    }): unknown
    isAway: boolean
  }
>

describe('a service under load whose database fails', () => {
  test.each(Object.entries(faults))(
    'because %s says so within a second, and is ready again by itself',
    async (_name, { begin, isAway }) => {
      await using database = await emptyDatabase()
      using folder = temporaryFolder()
      const direct = new URL(database.url)
      const line = await lineTo(direct.hostname, Number(direct.port))
      const url = new URL(database.url)
      url.host = `127.0.0.1:${line.port}`
      const env = { DATABASE_URL: url.href, DATA_DIR: folder.path, CLIENT_REQUESTS: '0' }
      const service = await startService(env)
      const token = await tokenOf(service.url, firstClientIn(service.output()))
      const ready = async () => (await fetch(`${service.url}/readyz`)).status

      const under = load(service, token)
      await pause(1_000)
      const struck = Date.now()
      await begin({ line, sql: database.sql })
      await pause(300)
      if (isAway) {
        await pause(1_200)
        expect(await ready()).toBe(503)
        const from = under.answers.length
        await pause(1_500)
        const meanwhile = under.answers.slice(from)
        expect(meanwhile.length).toBeGreaterThan(8)
        expect(new Set(meanwhile.map(({ status }) => status))).toEqual(new Set([503]))
        // Known to be away, it says so at once; the machine may be busy with other tests.
        expect(Math.max(...meanwhile.slice(8).map(({ took }) => took))).toBeLessThan(1_500)
        await line.mend()
      }
      const back = Date.now()
      while ((await ready()) !== 200) {
        expect(Date.now() - back).toBeLessThan(10_000)
        await pause(100)
      }
      const from = under.answers.length
      await pause(2_500)
      await under.stop()

      const refused = refusedAfter(service.output(), struck)
      if (isAway) expect(refused.length).toBeGreaterThan(8)
      expect(Math.max(0, ...refused)).toBeLessThanOrEqual(1_000)
      expect(under.lost).toEqual([])
      const { answers } = under
      expect(
        [...new Set(answers.map(({ status }) => status))].filter((s) => ![200, 201, 503].includes(s)),
      ).toEqual([])
      expect(answers.filter(({ status, retryAfter }) => status === 503 && !retryAfter)).toEqual([])
      expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(4_000)
      // All of it works again, on every connection.
      const late = answers.slice(from + 16)
      expect(late.length).toBeGreaterThan(30)
      expect(late.filter(({ status }) => status === 503)).toEqual([])
      // What was acknowledged is there, once; and every one that is there is whole and in the ledger.
      const rows = await database.sql<{ id: string; externalId: string }[]>`
        select id, external_id as "externalId" from people where external_id like 'load-%'`
      const there = rows.map(({ externalId }) => externalId)
      const told = answers.filter(({ status, externalId }) => status === 201 && externalId)
      expect(told.filter(({ externalId }) => !there.includes(String(externalId)))).toEqual([])
      expect(new Set(there).size).toBe(there.length)
      const lines = await database.sql<{ id: string }[]>`
        select subject_id as id from ledger where action = 'person.register'`
      const written = new Set(lines.map(({ id }) => id))
      expect(rows.filter(({ id }) => !written.has(id))).toEqual([])
      expect(await service.stop()).toBe(0)
      await line.close()
    },
  )
})

/** The external ids of all learners. */
async function everyoneAt(url: string, token: string): Promise<string[]> {
  const found: string[] = []
  for (let cursor = ''; ; ) {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}/v1/people?limit=200${cursor}`, { headers })
    const { items, next } = (await answer.json()) as { items: { externalId: string }[]; next?: string }
    found.push(...items.map(({ externalId }) => externalId))
    if (!next) return found
    cursor = `&cursor=${next}`
  }
}

describe('the embedded database on a disk', () => {
  test.skipIf(!mayMount())(
    'that is full refuses with 507, keeps nothing half, and goes on once there is room',
    async () => {
      using folder = temporaryFolder()
      const settings = { DATA_DIR: folder.path, CLIENT_REQUESTS: '0' }
      const { url, ...service } = await startOnSmallDisk(folder.path, '90m', settings)
      const root = service.folder.slice(0, -folder.path.length)
      const token = await tokenOf(url, firstClientIn(service.output(), root))
      const under = load({ url }, token)
      await pause(500)
      service.fill()
      await pause(2_000)
      expect((await fetch(`${url}/readyz`)).status).toBe(503)
      const full = under.answers.slice(-20).filter(({ externalId }) => externalId)
      expect([...new Set(full.map(({ status }) => status))]).toEqual([507])
      service.clear()
      while ((await fetch(`${url}/readyz`)).status !== 200) await pause(100)
      const from = under.answers.length
      await pause(1_500)
      await under.stop()
      expect(under.lost).toEqual([])
      expect(under.answers.slice(from + 16).filter(({ status }) => ![200, 201].includes(status))).toEqual([])
      const statuses = new Set(under.answers.map(({ status }) => status))
      expect([...statuses].filter((status) => ![200, 201, 503, 507].includes(status))).toEqual([])
      // What was acknowledged is there, once; what was refused is not.
      const there = await everyoneAt(url, token)
      const told = (wanted: number) =>
        under.answers.flatMap(({ status, externalId }) =>
          status === wanted && externalId ? [externalId] : [],
        )
      expect(told(201).filter((externalId) => !there.includes(externalId))).toEqual([])
      expect(told(507).filter((externalId) => there.includes(externalId))).toEqual([])
      expect(new Set(there).size).toBe(there.length)
      expect(await service.stop()).toBe(0)
    },
  )
})
