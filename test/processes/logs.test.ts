import { describe, expect, test } from 'vitest'
import {
  emptyDatabase,
  firstClientIn,
  type Service,
  startService,
  temporaryFolder,
  tokenOf,
} from '../setup/process.ts'

describe('the logs of a running service', () => {
  test('name requests by id, route and time, and nobody by anything: no name, address, secret or token', async () => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path, LOG_LEVEL: 'trace' }
    const service = await startService(env)
    const told = await workThrough(service)
    await service.stop()

    const text = service.output()
    expect(text).toContain('first-client')
    for (const word of [...told.secrets, ...told.personal]) expect(text).not.toContain(word)
    expect(text).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}|postgres:\/\/|authorization/i)

    const lines = text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
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
})
