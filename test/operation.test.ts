import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { openDatabase } from '../src/db/client.ts'
import {
  emptyDatabase,
  firstClientIn,
  type Service,
  startService,
  temporaryFolder,
  tokenOf,
} from './setup/process.ts'
import { newWorld, type World } from './setup/world.ts'

describe('the logs of a running service', () => {
  test('name requests by id, route and time, and nobody by anything: no name, address, secret or token', async () => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path, LOG_LEVEL: 'trace' }
    const service = await startService(env)
    const told = await workThrough(service)
    await service.stop()

    const [first, ...logs] = splitFirstStart(service.output())
    expect(first).toContain(told.secrets[0])
    const text = logs.join('\n')
    for (const word of [...told.secrets, ...told.personal]) expect(text).not.toContain(word)
    expect(text).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}|postgres:\/\/|authorization/i)

    const lines = logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
    const done = lines.filter((line) => line.msg === 'request completed')
    expect(done.length).toBeGreaterThan(8)
    for (const line of done) {
      expect(line.reqId).toMatch(/^[0-9a-f-]{36}$/)
      expect(line.responseTime).toBeGreaterThan(0)
    }
    const begun = lines.filter((line) => line.msg === 'incoming request')
    expect(begun.map((line) => line.req.route)).toContain('/sign/:secret')
    for (const line of begun) expect(Object.keys(line.req).sort()).toEqual(['method', 'route'])
    const problem = lines.find((line) => line.reqId === told.problemRequest)
    expect(problem).toBeDefined()
  })

  /** The steps of a first day: two organisations, a learner, a mobility, an agreement, a link; and some mistakes. */
  async function workThrough(service: Service) {
    const client = firstClientIn(service.output())
    const token = await tokenOf(service.url, client)
    const call = async (method: string, path: string, body?: object, bearer = token) => {
      const answer = await fetch(`${service.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          'idempotency-key': `day-one-${path}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return (await answer.json()) as Record<string, string>
    }
    const host = await call('POST', '/v1/organisations', { name: 'Slepena Darbnīca', country: 'FI' })
    const member = await call('POST', '/v1/members', {
      name: 'Koordinatore Pirmā',
      email: 'coordinator.one@example.org',
      roles: ['coordinator'],
    })
    const person = await call('POST', '/v1/people', {
      givenName: 'Skolniece',
      familyName: 'Vienīgā',
      birthDate: '2005-03-17',
      email: 'learner.one@example.org',
      externalId: 'matrikula-77',
    })
    const mobility = await call('POST', '/v1/mobilities', {
      learnerId: person.id,
      hostingOrganisationId: host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
    })
    const agreement = `/v1/mobilities/${mobility.id}/agreement`
    await call('POST', `${agreement}/versions`, {
      framework: 'digcomp-2.2',
      outcomes: [
        {
          competence: '2.4',
          baseline: 3,
          baselineFoundBy: 'Judgement',
          target: 4,
          methods: ['portfolio'],
          recognisedAs: { kind: 'module', reference: 'Digital skills' },
        },
      ],
      procedure: 'Portfolio.',
      assessorRole: 'Teacher',
    })
    const link = await call('POST', `${agreement}/links`, { party: 'learner' })
    const secretOfLink = new URL(String(link.url)).pathname.split('/').at(-1) as string
    const page = await fetch(`${service.url}/sign/${secretOfLink}`)
    expect(page.status).toBe(200)
    const asMember = await tokenOf(service.url, client, member.id)
    await call('GET', `/v1/people?externalId=matrikula-77`, undefined, asMember)
    await call('GET', '/v1/people', undefined, `${token}x`)
    const problem = await call('POST', '/v1/people', { givenName: 'Nederīgā' })
    await fetch(`${service.url}/nowhere/matrikula-77?name=Skolniece`)
    return {
      secrets: [client.secret, token, asMember, secretOfLink],
      personal: [
        'Skolniece',
        'Vienīgā',
        'Nederīgā',
        'Koordinatore',
        'learner.one',
        'coordinator.one',
        '2005-03-17',
        'matrikula-77',
        'Darbnīca',
      ],
      problemRequest: String(problem.instance).replace('urn:request:', ''),
    }
  }

  function splitFirstStart(output: string): string[] {
    const lines = output.split('\n')
    const last = lines.findIndex((line) => line.includes('client_secret'))
    return [lines.slice(0, last + 1).join('\n'), ...lines.slice(last + 1)]
  }
})

describe('operation', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('/healthz and /readyz answer ok', async () => {
    expect((await world.anyone.get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await world.anyone.get('/readyz')).body).toEqual({ status: 'ok', separation: 'not separated' })
  })

  test('/readyz answers 503 within 3 s where there is no database, and /healthz goes on', async () => {
    const gone = await openDatabase({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      databasePool: 1,
      dataDir: '',
    })
    const app = await buildApp({ ...world.services, db: gone })
    const began = Date.now()
    const ready = await app.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'unavailable' }])
    expect(Date.now() - began).toBeLessThan(3000)
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    await app.close()
    await gone.close()
  })

  test('/metrics counts requests by route and never by what was in the address', async () => {
    const id = '01993c7e-0000-7000-8000-0000000000aa'
    await world.as({ school: world.school }).get(`/v1/people/${id}`)
    await world.anyone.get(`/nowhere/${id}`)
    const { text, headers } = await world.anyone.get('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/people/:id",status="404"} 1',
    )
    expect(text).toMatch(/process_cpu_seconds_total|nodejs_eventloop_lag_seconds/)
    expect(text).not.toContain(id)
  })

  test('every answer tells its request id to who meets a problem', async () => {
    const { body } = await world.anyone.get('/v1/people')
    expect(body.instance).toMatch(/^urn:request:[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  test('the style sheet of the pages may be kept for an hour, and is not sent again to who has it', async () => {
    const style = await world.anyone.get('/assets/page.css')
    expect(style.status).toBe(200)
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(style.headers['cache-control']).toBe('public, max-age=3600')
    const again = world.anyone.get('/assets/page.css').set('if-none-match', String(style.headers.etag))
    expect((await again).status).toBe(304)
  })
})
