import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { bodyOf, type Operation, operationsOf } from '../setup/operations.ts'
import { newWorld, type World } from '../setup/world.ts'

let world: World
let operations: Operation[]
beforeAll(async () => {
  world = await newWorld()
  operations = operationsOf(world.app)
})

const staff = () => world.as({ school: world.school, role: 'coordinator' })

function callerOf({ access }: Operation) {
  if (access === 'public') return world.anyone
  const role = access.roles?.[0] ?? (access.person ? 'coordinator' : undefined)
  return world.as({ school: world.school, ...(role ? { role } : {}) })
}

const pathOf = ({ path }: Operation) =>
  path
    .replace('{secret}', 'a'.repeat(43))
    .replace('{competence}', '1.1')
    .replace(/\{\w+\}/g, '01993c7e-0000-7000-8000-000000000001')

const takingJson = () =>
  operations.filter(
    (operation) => operation.method !== 'get' && bodyOf(operation)?.mediaType === 'application/json',
  )

/** Sends a body to every operation that takes JSON, and gives what each answers. */
async function everywhere(body: string) {
  const answers = []
  for (const operation of takingJson()) {
    const request = callerOf(operation)[operation.method](pathOf(operation)).set('if-match', '*')
    const { status, text } = await request.set('content-type', 'application/json').send(body)
    answers.push({ name: operation.name, status, text })
  }
  expect(answers.length).toBeGreaterThan(40)
  return answers
}

describe('however much is wrong with a request', () => {
  test('a hundred faults are told, and that there are more', async () => {
    const surplus = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`${n}${'x'.repeat(100)}`, 1]))
    const { status, body, text } = await staff().post('/v1/people').send(surplus)
    expect(status).toBe(400)
    expect(body.errors).toHaveLength(100)
    expect(body.moreErrors).toBe(true)
    expect(body.detail).toContain('There are more faults than are listed.')
    expect(text.length).toBeLessThan(70_000)
  })

  test('its faults take no more than 64 kB, in letters of four bytes too', async () => {
    const surplus = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${n}${'𝄞/'.repeat(1000)}`, 1]))
    const { body, text } = await staff().post('/v1/people').send(surplus)
    expect(body.moreErrors).toBe(true)
    expect(Buffer.byteLength(text)).toBeLessThan(67_000)
  })

  test('a fault less than that is told whole, and nothing is said of more', async () => {
    const surplus = Object.fromEntries(Array.from({ length: 95 }, (_, n) => [`surplus${n}`, 1]))
    const { body } = await staff().post('/v1/people').send(surplus)
    expect(body.errors.length).toBeGreaterThan(95)
    expect(body.moreErrors).toBeUndefined()
  })

  test('a long name is cut where the fault points to it', async () => {
    const { body } = await staff()
      .post('/v1/people')
      .send({ ['x'.repeat(50_000)]: 1 })
    const [fault] = body.errors.filter(({ pointer }: { pointer: string }) => pointer.startsWith('/x'))
    expect(fault.pointer).toMatch(/^\/x+…$/)
    expect(fault.pointer.length).toBeLessThan(210)
  })

  test('characters that are not text are told a hundred times at most, wherever they stand', async () => {
    const { body } = await staff()
      .post('/v1/people')
      .send({ givenName: Array.from({ length: 3000 }, () => ['\u0000']) })
    expect(body.errors).toHaveLength(100)
    expect(body.moreErrors).toBe(true)
  })

  test('one list of hundreds of thousands of one letter each is refused at once by every operation', async () => {
    const wide = JSON.stringify({ outcomes: Array.from({ length: 200_000 }, () => 1) })
    for (const { name, status, text } of await everywhere(wide)) {
      expect([400, 413, 429], `${name} ${status}`).toContain(status)
      expect(text.length, name).toBeLessThan(100_000)
    }
  }, 60_000)
})

describe('JSON', () => {
  test('of brackets in brackets without end is refused by every operation', async () => {
    for (const { name, status, text } of await everywhere('['.repeat(100_000))) {
      expect([name, status]).toEqual([name, 400])
      expect(text, name).toContain('"pointer":""')
    }
  })

  test('is taken down to 32 levels, and told to be too deep below', async () => {
    const nested = (levels: number) => `{"surplus":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    const send = (body: string) =>
      staff().post('/v1/people').set('content-type', 'application/json').send(body)
    expect((await send(nested(32))).text).toContain('"/surplus"')
    const { body } = await send(nested(33))
    expect(body.errors).toEqual([
      { in: 'body', pointer: '', detail: 'brackets are nested more than 32 deep' },
    ])
  })

  test('with a name twice in one object is refused by every operation, which says where', async () => {
    for (const { name, status, text } of await everywhere('{"a":[{"b":1,"\\u0062":1}]}')) {
      expect([name, status]).toEqual([name, 400])
      expect(text, name).toContain('"pointer":"/a/0/b"')
    }
  })
})

describe('an error', () => {
  test('that cannot even be looked at is answered with a problem document', async () => {
    const app = await buildApp(world.services, { busyAfterMs: 30_000 })
    app.get('/looked-at', { config: { access: 'public' } }, async () => {
      throw new Proxy(new Error('broken'), {
        get() {
          throw new Error('looked at, at /home/somewhere')
        },
      })
    })
    const answer = await app.inject('/looked-at')
    expect(answer.statusCode).toBe(500)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toEqual({
      type: 'urn:problem:internal',
      title: 'Something went wrong here. The request id helps to find it.',
      status: 500,
    })
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    await app.close()
  })
})
