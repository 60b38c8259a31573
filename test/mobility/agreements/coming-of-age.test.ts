import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

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
