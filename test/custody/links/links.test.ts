import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Listed = {
  id: string
  purpose: string
  party: string
  personId: string
  subjectId: string
  mobilityId: string
  recognitionId: string | null
  state: string
  makerId: string | null
} & Record<'createdAt' | 'expiresAt', string> &
  Record<'openedAt' | 'usedAt' | 'endedAt' | 'endReason', string | null>

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('links that were made', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const coordinator = (school = world.school) => world.as({ school, role: 'coordinator' })
  const pathOf = ({ url }: Record<string, unknown>) => new URL(String(url)).pathname
  const list = async (query: string, school = world.school) => {
    const { status, body, text } = await coordinator(school).get(`/v1/links?limit=200&${query}`)
    expect([status, text]).toEqual([200, text])
    return body.items as Listed[]
  }
  const audited = async (subject: string) => {
    const { body } = await coordinatorAsAuditor().get(`/v1/audit?subject=${subject}`)
    return body.items as { action: string; details: Record<string, unknown>; personId: string | null }[]
  }
  const coordinatorAsAuditor = () => world.as({ school: world.school, role: 'auditor' })

  /** A mobility whose agreement waits for its learner, and a link to sign it. */
  async function toSign() {
    const { ok, mobility, draft } = given(world)
    const made = await mobility()
    const version = await draft(made.id, outcomes)
    const link = () =>
      ok(coordinator().post(`/v1/mobilities/${made.id}/agreement/links`).send({ party: 'learner' }))
    return { made, version, link, mobilityId: String(made.id), personId: String(made.learnerId) }
  }

  test('are listed with whose they are, for what, by whom, when they were opened, used and ended', async () => {
    const { link, mobilityId, personId, version } = await toSign()
    const first = pathOf(await link())
    const [made] = await list(`mobilityId=${mobilityId}`)
    expect(made).toEqual({
      id: expect.any(String),
      purpose: 'sign-agreement',
      party: 'learner',
      secondGuardian: false,
      personId,
      subjectId: version.id,
      mobilityId,
      recognitionId: null,
      state: 'open',
      createdAt: world.clock.now.toISOString(),
      makerId: world.school.members.coordinator,
      openedAt: null,
      usedAt: null,
      endedAt: null,
      endReason: null,
      expiresAt: expect.any(String),
    })
    await world.anyone.get(first)
    const opened = world.clock.now
    world.clock.advance(1)
    await world.anyone.get(first).set('accept', 'text/html')
    expect((await list(`mobilityId=${mobilityId}`))[0]).toMatchObject({ openedAt: opened.toISOString() })
    const second = pathOf(await link())
    await given(world).ok(
      world.anyone.post(second).send({ name: 'Learner One', accept: true, hash: version.hash }),
    )
    const states = (await list(`personId=${personId}`)).map(({ state, endedAt, usedAt }) => [
      state,
      endedAt !== null,
      usedAt !== null,
    ])
    expect(states).toEqual([
      ['ended', true, false],
      ['used', false, true],
    ])
  })

  test('stand in the ledger: made, opened once, used, ended', async () => {
    const { link, version, mobilityId, personId } = await toSign()
    const first = pathOf(await link())
    await Promise.all([1, 2, 3].map(() => world.anyone.get(first)))
    const [older] = await list(`mobilityId=${mobilityId}`)
    expect(await audited(older!.id)).toMatchObject([
      { action: 'link.open', personId, details: { purpose: 'sign-agreement', party: 'learner' } },
    ])
    const second = pathOf(await link())
    await given(world).ok(
      world.anyone.post(second).send({ name: 'Learner One', accept: true, hash: version.hash }),
    )
    const newer = (await list(`mobilityId=${mobilityId}&state=used`))[0]!
    const lines = (await audited(String(version.id))).filter(({ action }) => action !== 'agreement.draft')
    expect(lines.map(({ action, details }) => [action, details.linkId, details.ended])).toEqual([
      ['agreement.link', older!.id, undefined],
      ['agreement.link', newer.id, [older!.id]],
      ['agreement.sign', newer.id, undefined],
    ])
  })

  test('are found by person, mobility, case, purpose and state, page by page', async () => {
    const { ok, opened } = given(world)
    const { id, mobilityId } = await opened(outcomes)
    const { personId } = (await list(`mobilityId=${mobilityId}`))[0]!
    await ok(coordinator().post(`/v1/recognitions/${id}/information-links`))
    const ofCase = await list(`recognitionId=${id}`)
    expect(ofCase.map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
      'sign-agreement used',
      'acknowledge-information open',
    ])
    expect(ofCase.map((each) => each.recognitionId)).toEqual([id, id])
    expect(await list(`personId=${personId}`)).toEqual(ofCase)
    expect(await list(`mobilityId=${mobilityId}&purpose=acknowledge-information`)).toEqual(ofCase.slice(1))
    expect(await list(`personId=${personId}&state=used`)).toEqual(ofCase.slice(0, 1))
    const open = await list('state=open')
    const ends = open.map(({ expiresAt }) => expiresAt)
    expect([open.map(({ id: link }) => link).includes(ofCase[1]!.id), ends]).toEqual([true, [...ends].sort()])
    for (const query of ['state=open', 'state=used', 'state=ended', '']) {
      const whole = await list(query)
      const paged: Listed[] = []
      let cursor = ''
      do {
        const { body } = await coordinator().get(`/v1/links?limit=1&${query}${cursor}`)
        paged.push(...body.items)
        cursor = body.next && `&cursor=${body.next}`
      } while (cursor)
      expect(paged).toEqual(whole)
    }
    const before = world.clock.now
    world.clock.advance(400)
    expect((await list(`recognitionId=${id}&state=expired`)).map(({ purpose }) => purpose)).toEqual([
      'acknowledge-information',
    ])
    world.clock.now = before
  })

  test('are those of the organisation that made them: the host sees none of them, and neither ends nor reads one', async () => {
    const { link, mobilityId, personId } = await toSign()
    await link()
    const [made] = await list(`mobilityId=${mobilityId}`)
    for (const school of [world.host, world.stranger]) {
      expect(await list('', school)).toEqual([])
      expect((await coordinator(school).post(`/v1/links/${made!.id}/end`)).status).toBe(404)
      expect((await coordinator(school).post(`/v1/people/${personId}/links/end`)).status).toBe(404)
    }
    const mentor = world.as({ school: world.school, role: 'mentor' })
    expect((await mentor.get('/v1/links')).status).toBe(403)
    expect((await mentor.post(`/v1/links/${made!.id}/end`)).status).toBe(403)
  })

  test('never show a secret', async () => {
    const { link, mobilityId } = await toSign()
    const secret = pathOf(await link())
      .split('/')
      .at(-1)!
    const { text } = await coordinator().get(`/v1/links?mobilityId=${mobilityId}`)
    expect(text).not.toContain(secret)
    expect(text).not.toMatch(/secret|hash|pin/i)
  })

  test('are ended one by one, with a reason, and again without any change', async () => {
    const { link, mobilityId } = await toSign()
    const path = pathOf(await link())
    const [made] = await list(`mobilityId=${mobilityId}`)
    const end = () =>
      coordinator().post(`/v1/links/${made!.id}/end`).send({ reason: 'It went to the wrong address.' })
    expect((await end()).body).toEqual({ ended: [made!.id] })
    expect((await world.anyone.get(path)).body.link).toBe('ended')
    expect((await end()).body).toEqual({ ended: [] })
    expect((await list(`mobilityId=${mobilityId}`))[0]).toMatchObject({
      state: 'ended',
      endReason: 'It went to the wrong address.',
    })
    expect((await audited(made!.id)).map(({ action }) => action)).toEqual(['link.end'])
    const nobody = '01993c7e-0000-7000-8000-0000000000ff'
    expect((await coordinator().post(`/v1/links/${nobody}/end`)).status).toBe(404)
  })

  test('of a person end all at once, and what they go on showing', async () => {
    const { ok, certificate } = given(world)
    const { recognitionId, id } = await certificate(outcomes)
    const appeal = pathOf(
      await ok(
        coordinator().post(`/v1/recognitions/${recognitionId}/appeal-links`).send({ party: 'learner' }),
      ),
    )
    const holder = pathOf(await ok(coordinator().post(`/v1/certificates/${id}/learner-links`)))
    const complaint = { kind: 'complaint', grounds: 'It took long.', name: 'Learner One' }
    await ok(world.anyone.post(appeal).send(complaint))
    const { personId } = (await list(`recognitionId=${recognitionId}`))[0]!
    const { body } = await coordinator().post(`/v1/people/${personId}/links/end`)
    expect(body.ended.length).toBeGreaterThanOrEqual(2)
    for (const path of [appeal, holder]) expect((await world.anyone.get(path)).body.link).toBe('ended')
    expect((await coordinator().post(`/v1/people/${personId}/links/end`)).body).toEqual({ ended: [] })
    expect((await audited(personId)).filter(({ action }) => action === 'link.end')).toHaveLength(1)
    expect((await list(`personId=${personId}`)).filter(({ state }) => state === 'open')).toEqual([])
  })
})
