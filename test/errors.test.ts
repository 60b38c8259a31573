import { connect } from 'node:net'
import fc from 'fast-check'
import type { Response, Test } from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CertifiedWorld, certifiedWorld, fillPath } from './setup/case.ts'
import { bodyOf, type Operation, operationsOf } from './setup/operations.ts'
import type { World } from './setup/world.ts'

const junk: unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x'.repeat(20_000),
  '\u0000',
  'Learner\u0000One',
  '\ud800',
  '0000-01-01',
  '2026-02-30',
  "'; drop table people; --",
  [],
  [[]],
  {},
  { a: { b: { c: [] } } },
  [null],
  ['\u0000'],
]

/** Every way to put `value` into one place of `example`. */
function* mutations(example: unknown, values: readonly unknown[]): Generator<unknown> {
  if (example === null || typeof example !== 'object') {
    yield* values
    return
  }
  for (const key of Object.keys(example)) {
    for (const changed of mutations((example as Record<string, unknown>)[key], values)) {
      yield Array.isArray(example)
        ? Object.assign([...example], { [key]: changed })
        : { ...example, [key]: changed }
    }
  }
}

describe('an error', () => {
  let certified: CertifiedWorld
  let world: World
  let operations: Operation[]
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
    operations = operationsOf(world.app)
  })

  /** Somebody of the school who may call the operation. */
  function caller({ access }: Operation) {
    if (access === 'public') return world.anyone
    const role = access.roles?.[0] ?? (access.person ? 'coordinator' : undefined)
    return world.as({ school: world.school, ...(role ? { role } : {}) })
  }

  const known: Record<string, string> = {
    frameworks: 'digcomp-2.2',
    competences: '1.1',
    verify: 'ABCD',
    sign: 'a'.repeat(43),
    declare: 'a'.repeat(43),
    appeal: 'a'.repeat(43),
    information: 'a'.repeat(43),
    holder: 'a'.repeat(43),
    forms: 'badge.json',
    share: 'a'.repeat(43),
    desk: 'a'.repeat(43),
    me: 'a'.repeat(43),
    'me/sign': '01993c7e-0000-7000-8000-000000000001',
    'me/information': '01993c7e-0000-7000-8000-000000000001',
    'me/declare': '01993c7e-0000-7000-8000-000000000001',
    'me/appeal': '01993c7e-0000-7000-8000-000000000001',
    'me/holder': '01993c7e-0000-7000-8000-000000000001',
    'me/evidence': '01993c7e-0000-7000-8000-000000000001',
    'me/diary': '01993c7e-0000-7000-8000-000000000001',
    'me/withdrawal': '01993c7e-0000-7000-8000-000000000001',
    'me/levels': '01993c7e-0000-7000-8000-000000000001',
    'evidence/pieces': '01993c7e-0000-7000-8000-000000000001',
    'diary/entries': '01993c7e-0000-7000-8000-000000000001',
    files: '01993c7e-0000-7000-8000-000000000001',
    frames: '01993c7e-0000-7000-8000-000000000001',
    CFDocuments: '01993c7e-0000-7000-8000-000000000001',
    CFPackages: '01993c7e-0000-7000-8000-000000000001',
    CFItems: '01993c7e-0000-7000-8000-000000000001',
    CFAssociations: '01993c7e-0000-7000-8000-000000000001',
    CFItemAssociations: '01993c7e-0000-7000-8000-000000000001',
    keys: 'a',
    'status-lists': '01993c7e-0000-7000-8000-000000000001.1',
    'organisations/status-lists': '1',
  }
  const pathOf = (path: string) => fillPath(path, { ...known, ...certified.ids })

  function call(operation: Operation, path = pathOf(operation.path)): Test {
    const request = caller(operation)[operation.method](path)
    return operation.method === 'patch' ? request.set('if-match', '*') : request
  }

  /** Undefined when the answer is fit to be given; else what is wrong with it. */
  function fault(answer: Response): string | undefined {
    const type = String(answer.headers['content-type'] ?? '')
    if (answer.status >= 500) return `${answer.status} ${answer.text}`
    // CASE 1.0 has an error form of its own.
    if (answer.status < 400 || 'imsx_codeMajor' in answer.body) return undefined
    if (!type.startsWith('application/problem+json')) return `${answer.status} ${type}`
    if (answer.body.status !== answer.status || !answer.body.type)
      return `not a problem document: ${answer.text}`
    return /\.ts:\d|node_modules|"stack"|insert into|select .* from|dcr_app/i.test(answer.text)
      ? `tells too much: ${answer.text}`
      : undefined
  }

  const jsonOperations = () =>
    operations.filter((one) => bodyOf(one)?.mediaType === 'application/json' && one.method !== 'get')

  /** The pages that strangers open answer with a verdict, and the CASE routes as CASE says; neither with a problem. */
  const verdicts = {
    has: (name: string) =>
      ['GET /verify/{code}', 'GET /share/{secret}', 'POST /share/{secret}'].includes(name) ||
      name.startsWith('GET /ims/case/'),
  }

  test('is a problem document whatever stands in any place of any body, and never a 500', async () => {
    const wrong: string[] = []
    let tried = 0
    for (const operation of jsonOperations()) {
      const bodies = [...mutations(bodyOf(operation)?.example, junk)]
      // Evenly over all places; public operations are limited to so many a minute.
      const most = operation.access === 'public' ? 30 : 60
      const step = Math.max(1, bodies.length / most)
      for (let n = 0; n < bodies.length; n += step) {
        const body = bodies[Math.floor(n)]
        const answer = await call(operation).send(body as object)
        tried += 1
        const found = fault(answer)
        if (found)
          wrong.push(`${operation.name} ${JSON.stringify(body).slice(0, 150)}: ${found.slice(0, 300)}`)
      }
    }
    expect(tried).toBeGreaterThan(800)
    expect(wrong).toEqual([])
  }, 120_000)

  test('is a problem document for any JSON at all', async () => {
    const guarded = jsonOperations().filter((one) => one.access !== 'public')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...guarded), fc.json(), async (operation, body) => {
        // To change nothing is no fault.
        fc.pre(operation.method !== 'patch' || body.trim() !== '{}')
        fc.pre(operation.requestBody?.required !== false || body.trim() !== 'null')
        const answer = await call(operation).set('content-type', 'application/json').send(body)
        expect(fault(answer)).toBeUndefined()
        expect(answer.status).toBeGreaterThanOrEqual(400)
      }),
      { numRuns: 200, seed: 42 },
    )
  }, 60_000)

  test('names a body that is not JSON, of another kind, or not there', async () => {
    for (const operation of jsonOperations()) {
      const broken = await call(operation).set('content-type', 'application/json').send('{"name": "Lear')
      expect([operation.name, broken.status, broken.body.type]).toEqual([
        operation.name,
        400,
        'urn:problem:bad-input',
      ])
      const poisoned = await call(operation)
        .set('content-type', 'application/json')
        .send('{"__proto__": {"a": 1}}')
      expect([operation.name, poisoned.status]).toEqual([operation.name, 400])
      const xml = await call(operation).set('content-type', 'application/xml').send('<a/>')
      expect([operation.name, xml.status, xml.body.type]).toEqual([
        operation.name,
        415,
        'urn:problem:unsupported-media',
      ])
      // Where a body may be left out, null says as little as none.
      const isNeeded = operation.requestBody?.required !== false
      for (const body of ['[]', '1', '"text"', ...(isNeeded ? ['null', ''] : [])]) {
        const answer = await call(operation).set('content-type', 'application/json').send(body)
        expect([operation.name, body, answer.status, fault(answer)]).toEqual([
          operation.name,
          body,
          400,
          undefined,
        ])
      }
    }
  })

  test('names a property that is not known, wherever it stands', async () => {
    for (const operation of jsonOperations()) {
      const example = bodyOf(operation)?.example as object
      const answer = await call(operation).send({ ...example, surplus: 1 })
      expect([operation.name, answer.status]).toEqual([operation.name, 400])
      expect(answer.body.errors, operation.name).toContainEqual(
        expect.objectContaining({ in: 'body', pointer: '/surplus' }),
      )
    }
  })

  test('is made of query parameters that are not known, and of ids and cursors that are none', async () => {
    const wrong: string[] = []
    // CASE 1.0 has its own rules for paging; test/case holds them.
    const ours = operations.filter(
      (one) => one.method === 'get' && !verdicts.has(one.name) && !one.path.startsWith('/ims/'),
    )
    const junkOf: Record<string, string[]> = {
      limit: ['limit=0', 'limit=201', 'limit=1e9', 'limit=x', 'limit=1&limit=2'],
      cursor: ['cursor=x', 'cursor=%00', `cursor=${'A'.repeat(300)}`],
      since: ['since=yesterday', 'since=0000-01-01T00:00:00Z'],
    }
    for (const operation of ours) {
      const path = pathOf(operation.path)
      const told = operation.parameters.filter((given) => given.in === 'query').map(({ name }) => name)
      const queries = [
        ...(told.length > 0 ? ['surplus=1', 'surplus[]=1&surplus=2'] : []),
        ...told.flatMap((name) => [...(junkOf[name] ?? []), `${name}=%00`]),
      ]
      for (const query of queries) {
        const answer = await call(operation, `${path}?${query}`)
        const found = answer.status === 400 ? fault(answer) : `${answer.status}`
        if (found) wrong.push(`${operation.name}?${query}: ${found}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('is answered for any path, however it is spelled', async () => {
    const wrong: string[] = []
    for (const operation of operations.filter((one) => one.path.includes('{') && !verdicts.has(one.name))) {
      for (const id of ['not-an-id', '%00', '%zz', '..%2f..%2fetc', 'x'.repeat(300), '%F0%9F', "'"]) {
        const path = operation.path.replace(/\{\w+\}/g, id)
        const answer = await call(operation, path)
        if (fault(answer) || answer.status < 400) wrong.push(`${operation.name} ${id}: ${fault(answer)}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('names every fault of a request at once, in path, query and body, by JSON pointer', async () => {
    const answer = await world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/people')
      .send({ givenName: '', birthDate: 'May', email: 'no', 'a/b~c': 1, guardianName: 'One\u0000' })
    expect(answer.status).toBe(400)
    const pointers = answer.body.errors.map((one: { pointer: string }) => one.pointer)
    expect(pointers.sort()).toEqual([
      '/a~1b~0c',
      '/birthDate',
      '/email',
      '/familyName',
      '/givenName',
      '/guardianName',
    ])
    const two = await world
      .as({ school: world.school, role: 'coordinator' })
      .patch('/v1/people/none')
      .send({ email: 'no' })
    expect(two.body.errors.map((one: { in: string }) => one.in).sort()).toEqual(['body', 'path'])
  })

  test('names what cannot be kept as text by its pointer', async () => {
    const answer = await world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/people')
      .send({ givenName: 'Learner\u0000', familyName: 'One', birthDate: '2007-01-01' })
    expect(answer.body.errors).toEqual([expect.objectContaining({ in: 'body', pointer: '/givenName' })])
  })

  test('in a multipart form is named like any other', async () => {
    const path = `/v1/recognitions/${certified.ids.recognitions}/evidence`
    const send = () => world.as({ school: world.school, role: 'coordinator' }).post(path)
    const form = 'multipart/form-data; boundary=edge'
    const bodies = [
      '',
      'no form',
      '--edge\r\n\r\n',
      '--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nT',
    ]
    for (const body of bodies) {
      const answer = await send().set('content-type', form).send(body)
      expect([body, answer.status, fault(answer)]).toEqual([body, 400, undefined])
    }
    const bare = await send().set('content-type', 'multipart/form-data').send('x')
    expect([bare.status < 500, fault(bare)]).toEqual([true, undefined])
    const nul = await send()
      .field('title', 'A\u0000B')
      .field('surplus', '1')
      .attach('file', Buffer.from('Work.'), 'work.txt')
    expect(nul.status).toBe(400)
    const pointers = nul.body.errors.map((one: { pointer: string }) => one.pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/title', '/surplus', '/producedOn']))
    const large = await send().attach('file', Buffer.alloc(10 * 1024 * 1024 + 1), 'work.txt')
    expect([large.status, large.body.type]).toEqual([413, 'urn:problem:too-large'])
    const json = await send().send({ title: 'A' })
    expect([json.status, json.body.type]).toEqual([415, 'urn:problem:unsupported-media'])
  })

  test('is a problem document also for an address that is none and a body that is too large', async () => {
    const nowhere = await world.anyone.get('/v1/nothing')
    expect([nowhere.status, nowhere.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    const large = await world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/people')
      .send({ givenName: 'x'.repeat(2 * 1024 * 1024) })
    expect([large.status, large.body.type]).toEqual([413, 'urn:problem:too-large'])
  })

  test('is a problem document for what is not HTTP at all', async () => {
    const { port } = world.app.server.address() as { port: number }
    const answer = await new Promise<string>((resolve, reject) => {
      let said = ''
      const socket = connect(port, '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'))
      socket.on('data', (chunk) => {
        said += chunk
      })
      socket.on('close', () => resolve(said))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('content-type: application/problem+json')
  })

  test('of our own loses its detail: neither SQL nor stack leaves the service', async () => {
    const { owner } = world.services.db
    await owner.execute('alter table people rename column email to gone')
    try {
      const answer = await world.as({ school: world.school, role: 'coordinator' }).get('/v1/people')
      expect(answer.status).toBe(500)
      expect(Object.keys(answer.body).sort()).toEqual(['instance', 'status', 'title', 'type'])
      expect(answer.text).not.toMatch(/select|people|column|gone|\.ts/)
    } finally {
      await owner.execute('alter table people rename column gone to email')
    }
  })
})
