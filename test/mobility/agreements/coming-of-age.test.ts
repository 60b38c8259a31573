import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('a guardian whose name nobody has said', () => {
  test('is sent no link, and whoever makes one is told what to do', async () => {
    const world = await newWorld()
    const { ok, person, mobility, draft } = given(world)
    const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
    const learner = await person({ birthDate: '2009-05-14', guardianName: null })
    const { id } = await mobility({ learnerId: learner.id })
    await draft(id, outcomes)
    const ask = () => coordinator().post(`/v1/mobilities/${id}/agreement/links`).send({ party: 'guardian' })
    const refused = await ask()
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('guardianName')])
    const named = { guardianName: 'Guardian One' }
    await ok(coordinator().patch(`/v1/people/${learner.id}`).set('if-match', '*').send(named))
    expect((await ask()).status).toBe(201)
  })
})

describe('a learner who comes of age while an agreement waits', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

  /** Turns 18 on 23 November, two days after every test begins. */
  async function minor() {
    const step = given(world)
    const learner = await step.person({ birthDate: '2008-11-23', guardianName: 'Guardian One' })
    const { id } = await step.mobility({
      learnerId: learner.id,
      startsOn: '2027-02-01',
      endsOn: '2027-02-26',
    })
    const { hash } = await step.draft(id, outcomes)
    const agreement = `/v1/mobilities/${id}/agreement`
    const ask = (party: string) => coordinator().post(`${agreement}/links`).send({ party })
    const link = async (party: string) => new URL(String((await step.ok(ask(party))).url)).pathname
    const sign = (path: string, name: string) => world.anyone.post(path).send({ name, accept: true, hash })
    const missing = async () =>
      ((await step.ok(coordinator().get(agreement))).missing as string[]).filter(
        (party) => party === 'learner' || party === 'guardian',
      )
    return { ask, link, sign, missing }
  }

  test('signs alone what neither has signed, and the guardian is told so who opens the link they were sent', async () => {
    const before = world.clock.now
    const { ask, link, sign, missing } = await minor()
    const guardian = await link('guardian')
    expect(await missing()).toEqual(['learner', 'guardian'])
    world.clock.advance(2)
    const page = await world.anyone.get(guardian).set('accept', 'text/html')
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('come of age')])
    expect((await world.anyone.get(guardian)).status).toBe(409)
    expect((await sign(guardian, 'Guardian One')).status).toBe(409)
    expect((await ask('guardian')).status).toBe(409)
    expect((await sign(await link('learner'), 'Learner One')).status).toBe(200)
    expect(await missing()).toEqual([])
    world.clock.now = before
  })

  test('takes the place of the guardian who has not signed what they signed as a minor', async () => {
    const before = world.clock.now
    const { ask, link, sign, missing } = await minor()
    expect((await sign(await link('learner'), 'Learner One')).status).toBe(200)
    expect((await ask('learner')).status).toBe(409)
    expect(await missing()).toEqual(['guardian'])
    world.clock.advance(2)
    expect((await ask('guardian')).status).toBe(409)
    expect((await sign(await link('learner'), 'Learner One')).status).toBe(200)
    expect(await missing()).toEqual([])
    expect((await ask('learner')).status).toBe(409)
    world.clock.now = before
  })

  test('changes nothing of what the guardian has signed', async () => {
    const before = world.clock.now
    const { ask, link, sign, missing } = await minor()
    expect((await sign(await link('guardian'), 'Guardian One')).status).toBe(200)
    world.clock.advance(2)
    expect((await sign(await link('learner'), 'Learner One')).status).toBe(200)
    expect(await missing()).toEqual([])
    expect((await ask('learner')).status).toBe(409)
    world.clock.now = before
  })
})
