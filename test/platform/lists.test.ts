import { beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../setup/world.ts'

describe('a list', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const register = async (name: string) => {
    const body = { givenName: name, familyName: 'One', birthDate: '2007-05-14' }
    return (await coordinator().post('/v1/people').send(body)).body as { id: string; updatedAt: string }
  }
  type Page = { items: { id: string; givenName: string }[]; next: string | null }
  const pageOf = async (query: string) => (await coordinator().get(`/v1/people?${query}`)).body as Page

  test('shows each item once, page by page, also when others are added between the pages', async () => {
    const made: string[] = []
    for (let n = 0; n < 7; n++) made.push((await register(`Page ${n}`)).id)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Page = await pageOf(`limit=3${next && `&cursor=${next}`}`)
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items.map((one) => one.id))
      if (seen.length === 3) made.push((await register('Added')).id)
      next = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(made)
  })

  test('with since shows what changed from then on, each item once, the latest state of it', async () => {
    const before = await register('Before')
    world.clock.advance(1)
    const since = world.clock.now.toISOString()
    const during: string[] = []
    for (let n = 0; n < 5; n++) during.push((await register(`Since ${n}`)).id)
    await coordinator().patch(`/v1/people/${before.id}`).set('if-match', '*').send({ givenName: 'Changed' })
    const seen: Page['items'] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Page = await pageOf(`limit=2&since=${since}${next && `&cursor=${next}`}`)
      seen.push(...page.items)
      next = page.next
    }
    expect(seen.map((one) => one.id).sort()).toEqual([...during, before.id].sort())
    expect(seen.find((one) => one.id === before.id)?.givenName).toBe('Changed')
    world.clock.advance(1)
    expect((await pageOf(`since=${world.clock.now.toISOString()}`)).items).toEqual([])
  })

  test('refuses the cursor of a list with since in one without, and the other way round', async () => {
    const since = '2026-01-01T00:00:00Z'
    const plain = await pageOf('limit=1')
    const synced = await pageOf(`limit=1&since=${since}`)
    const wrong = [`since=${since}&cursor=${plain.next}`, `cursor=${synced.next}`]
    for (const query of wrong) {
      const answer = await coordinator().get(`/v1/people?${query}`)
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/cursor'])
    }
  })
})

describe('an edit', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const admin = () => world.as({ school: world.school, role: 'admin' })

  const editable = async (birthDate: string) => {
    const person = await admin()
      .post('/v1/people')
      .send({ familyName: 'One', birthDate, sameNameIsAnother: true })
    const mobility = await admin().post('/v1/mobilities').send({
      learnerId: person.body.id,
      hostingOrganisationId: world.host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
    })
    return [
      [`/v1/people/${person.body.id}`, { familyName: 'Two' }],
      [`/v1/mobilities/${mobility.body.id}`, { workloadHours: 100 }],
      [`/v1/members/${world.school.members.mentor}`, { name: 'Mentor Two' }],
      [`/v1/organisations/${world.school.id}`, { city: 'Valmiera' }],
    ] as const
  }

  test('needs If-Match, takes the ETag that was read, and refuses one that has been overtaken', async () => {
    for (const [path, change] of await editable('2007-05-14')) {
      const { etag } = (await admin().get(path)).headers
      expect((await admin().patch(path).send(change)).status, path).toBe(428)
      const changed = await admin().patch(path).set('if-match', String(etag)).send(change)
      expect([changed.status, changed.body], path).toEqual([200, expect.objectContaining(change)])
      expect(changed.headers.etag).not.toBe(etag)
      const late = await admin().patch(path).set('if-match', String(etag)).send(change)
      expect([late.status, late.body.type], path).toEqual([412, 'urn:problem:stale'])
    }
  })

  test('made by eight at once with the same ETag succeeds for one', async () => {
    for (const [path, change] of await editable('2007-05-15')) {
      const { etag } = (await admin().get(path)).headers
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => admin().patch(path).set('if-match', String(etag)).send(change)),
      )
      const statuses = answers.map((one) => one.status).sort()
      expect(statuses, path).toEqual([200, ...Array.from({ length: 7 }, () => 412)])
    }
  })
})
