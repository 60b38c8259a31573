import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { openDatabase, type Tx } from '../../src/db/client.ts'
import { isOutOfTime } from '../../src/db/states.ts'
import { asDoorkeeper, asStranger, asTenant } from '../../src/db/tenancy.ts'
import { runJobs } from '../../src/platform/jobs/run-jobs.ts'
import { usualTimes } from '../../src/platform/operation/time-limits.ts'
import { afterwards } from '../setup/afterwards.ts'
import { newWorld, tokenFor, type World } from '../setup/world.ts'

const times = { headers: 400, body: 600, upload: 1500, stalled: 500 }
const patience = { statement: 300, lock: 200 }

let world: World
let app: FastifyInstance
let token: string
let dripped: Readable
beforeAll(async () => {
  world = await newWorld()
  const services = { ...world.services, db: { ...world.services.db, patience } }
  app = await buildApp(services, { times, busyAfterMs: 30_000 })
  app.get('/endless', { config: { access: 'public' } }, (_request, reply) => {
    dripped = new Readable({
      read() {
        this.push(Buffer.alloc(64 * 1024))
      },
    })
    return reply.send(dripped)
  })
  app.get('/slowly-made', { config: { access: 'public' } }, (_request, reply) =>
    reply.send(
      Readable.from(
        (async function* () {
          yield 'begun, '
          await new Promise((resolve) => setTimeout(resolve, 3 * times.stalled))
          yield 'and done'
        })(),
      ),
    ),
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterwards(() => app.close())
  token = await tokenFor(world.services, { school: world.school, role: 'coordinator' })
})

/** Sends what is given and then nothing; gives what came back by the time the connection was closed, and how long that took. */
async function sendAndWait(text: string): Promise<{ answer: string; took: number }> {
  const socket = open()
  const began = performance.now()
  socket.write(text)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  await once(socket, 'close')
  return { answer, took: performance.now() - began }
}

function open(): Socket {
  const { port } = app.server.address() as AddressInfo
  return connect(port, '127.0.0.1')
}

const post = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n${more}`

test('where nothing else is set, headers have 10 s, a body 30 s, an upload 120 s, and a reader stalls for 30 s', () => {
  expect(usualTimes).toEqual({ headers: 10_000, body: 30_000, upload: 120_000, stalled: 30_000 })
})

describe('a request', () => {
  test('whose headers do not come is ended with a problem', async () => {
    const { answer, took } = await sendAndWait('GET /healthz HTTP/1.1\r\nhost: a\r\nx-a: ')
    expect(answer).toContain('HTTP/1.1 408')
    expect(answer).toContain('"type":"urn:problem:too-slow"')
    expect(took).toBeGreaterThan(times.headers - 50)
    expect(took).toBeLessThan(5000)
  })

  test.each([
    ['a length', 'content-type: application/json\r\ncontent-length: 100\r\n\r\n{"givenName":'],
    ['chunks', 'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
  ])('whose body does not come, announced by %s, is ended with a problem', async (_how, begun) => {
    const { answer, took } = await sendAndWait(post('/v1/people', begun))
    expect(answer).toContain('HTTP/1.1 408')
    expect(answer).toContain('content-type: application/problem+json')
    expect(answer).toContain('"type":"urn:problem:too-slow"')
    expect(took).toBeGreaterThan(times.body - 50)
    expect(took).toBeLessThan(5000)
  })

  test('with a file may take longer, and not for ever', async () => {
    const path = '/v1/recognitions/01993c7e-0000-7000-8000-000000000001/evidence'
    const begun = 'content-type: multipart/form-data; boundary=x\r\ncontent-length: 1000\r\n\r\n--x\r\n'
    const { answer, took } = await sendAndWait(post(path, begun))
    expect(answer).toContain('HTTP/1.1 408')
    expect(took).toBeGreaterThan(times.upload - 50)
    expect(took).toBeLessThan(6000)
  })

  test('that arrives bit by bit in time is answered', async () => {
    const socket = open()
    const body = '{"givenName":1}'
    socket.write(
      post('/v1/people', `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`),
    )
    for (const letter of body) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      socket.write(letter)
    }
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('HTTP/1.1 400')
    socket.destroy()
  })
})

describe('an answer', () => {
  test('ends when its reader stalls', async () => {
    const socket = open()
    socket.on('error', () => {})
    socket.write('GET /endless HTTP/1.1\r\nhost: a\r\n\r\n')
    await once(socket, 'readable')
    socket.pause()
    const began = performance.now()
    await once(dripped, 'close')
    expect(performance.now() - began).toBeGreaterThan(times.stalled - 100)
    expect(performance.now() - began).toBeLessThan(5000)
    socket.destroy()
  }, 15_000)

  test('that takes its time to be made is waited for', async () => {
    const { port } = app.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/slowly-made`)
    expect(await answer.text()).toBe('begun, and done')
  })
})

describe('the database', () => {
  /** Of a lock that nothing else takes. */
  const KEY = 4711

  const outOfTime = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error) => isOutOfTime(error),
    )

  test('ends what takes too long and waits for no lock for long, whoever asks and however', async () => {
    const { url } = world.services.db
    const db = await openDatabase({ databaseUrl: url, databasePool: 2, dataDir: '', patience })
    afterwards(() => db.close())
    const tenant = { organisationId: world.school.id, memberId: null }
    const ways: Record<string, (work: (tx: Tx) => Promise<unknown>) => Promise<unknown>> = {
      tenant: (work) => asTenant(db, tenant, work),
      doorkeeper: (work) => asDoorkeeper(db, work),
      stranger: (work) => asStranger(db, work),
      'stranger, embedded': (work) => asStranger({ ...db, publicReader: null }, work),
      'outside of a transaction': (work) => work(db.owner),
    }
    const free = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const holder = world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${KEY})`)
      held.resolve()
      await free.promise
    })
    await held.promise
    for (const [way, ask] of Object.entries(ways)) {
      for (const slow of [sql`select pg_sleep(5)`, sql`select pg_advisory_xact_lock(${KEY})`]) {
        expect([way, await outOfTime(ask((tx) => tx.execute(slow)))]).toEqual([way, true])
      }
    }
    free.resolve()
    await holder
  })

  test('lets nobody wait long for what another holds: the request is answered, to be sent again', async () => {
    const { owner } = world.services.db
    const release = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const holder = owner.transaction(async (tx) => {
      await tx.execute(sql`select 1 from members where id = ${world.school.members.coordinator} for update`)
      held.resolve()
      await release.promise
    })
    await held.promise
    const admin = await tokenFor(world.services, { school: world.school, role: 'admin' })
    const answer = await app.inject({
      method: 'PATCH',
      url: `/v1/members/${world.school.members.coordinator}`,
      headers: { authorization: `Bearer ${admin}`, 'if-match': '*' },
      payload: { name: 'Member One' },
    })
    release.resolve()
    await holder
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBeDefined()
    expect(answer.json().type).toBe('urn:problem:busy')
  })
})

describe('a job', () => {
  test('that does not end is told, and has its next turn; its statements have limits of their own', async () => {
    const told: object[] = []
    let turns = 0
    const stop = runJobs(
      [
        {
          name: 'endless',
          everySeconds: 0.01,
          limitSeconds: 0.05,
          run: ({ db }) => {
            turns += 1
            expect(db.patience).toEqual({ statement: 120_000, lock: 30_000 })
            return new Promise(() => {})
          },
        },
      ],
      world.services,
      { error: (what: object) => void told.push(what) },
    )
    await expect.poll(() => turns).toBeGreaterThan(1)
    await stop()
    expect(told[0]).toMatchObject({ job: 'endless', err: { message: 'not over after 0.05 seconds' } })
  })
})
