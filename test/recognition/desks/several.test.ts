import { beforeAll, describe, expect, test } from 'vitest'
import { makeDesk } from '../../../src/platform/auth/desks.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('what is done at a desk for several learners at once', () => {
  let world: World
  let step: ReturnType<typeof given>
  const deskOf = async (
    role: 'coordinator' | 'mentor' | 'assessor',
    travelled: 'mail' | 'by-hand' = 'mail',
  ) => {
    const { host, services, clock } = world
    const given = { organisationId: host.id, memberId: host.members[role], givenByOrganisation: host.id }
    const { secret } = await makeDesk(services.db.owner, { now: () => clock.now }, { ...given, travelled })
    return `/desk/${secret}`
  }
  const blockersOf = async (id: string) =>
    (
      (await world.as({ school: world.school, role: 'coordinator' }).get(`/v1/recognitions/${id}`)).body
        .blockers as { code: string }[]
    ).map(({ code }) => code)

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  test('a mentor attests the work of all whom they tick, in one form, once', async () => {
    const cases = [await step.documentation(), await step.documentation()]
    for (const { id } of cases) await step.evidence(id, ['1.1', '2.4'])
    const desk = await deskOf('mentor')
    const { waiting } = (await world.anyone.get(desk)).body
    expect(waiting.filter(({ page }: { page: string }) => page === 'attestations')).toHaveLength(2)
    const page = await world.anyone.get(`${desk}/attestations`).set('accept', 'text/html')
    expect(page.text.match(/type="checkbox"/g)).toHaveLength(2)
    expect(page.text).toContain('Portfolio')
    const form = { cases: cases.map(({ id }) => id), statement: 'Done here.', form: 'once' }
    const sent = await Promise.all([1, 2].map(() => world.anyone.post(`${desk}/attestations`).send(form)))
    // Which of the two comes to a case first is left to chance.
    expect(sent.reduce((sum, { body }) => sum + body.done, 0)).toBe(2)
    for (const { id } of cases) expect(await blockersOf(id)).toEqual(['authorship-missing'])
    const { did } = (await world.anyone.get(desk)).body as { did: { action: string }[] }
    expect(did.filter(({ action }) => action === 'evidence.attest')).toHaveLength(2)
  })

  test('an assessor says once for a cohort that there is no conflict, and for one of them that there is', async () => {
    const cases = [await step.documentation(), await step.documentation(), await step.documentation()]
    const coordinator = await deskOf('coordinator')
    for (const { id } of cases) {
      const path = `${coordinator}/recognitions/${id}/assignments`
      expect((await world.anyone.get(path)).body.items).toEqual([
        { id: world.host.members.assessor, name: 'Example Workshop: assessor' },
      ])
      await step.ok(world.anyone.post(path).send({ memberId: world.host.members.assessor, round: 'first' }))
    }
    const desk = await deskOf('assessor')
    expect((await world.anyone.get(desk)).body.waiting[0]).toMatchObject({
      code: 'declare-conflicts',
      page: 'conflicts',
    })
    const { items } = (await world.anyone.get(`${desk}/conflicts`)).body as { items: { id: string }[] }
    const [one, ...others] = items.map(({ id }) => id)
    const told = (body: object) =>
      world.anyone.post(`${desk}/conflicts`).type('form').set('accept', 'text/html').send(body)
    expect((await told({ assignments: others, form: 'first' })).status).toBe(303)
    expect(
      (
        await told({
          assignments: [one],
          lastTrainedOn: '',
          related: 'true',
          otherConflict: '',
          form: 'second',
        })
      ).status,
    ).toBe(303)
    const states = []
    for (const { id } of cases) {
      const { body } = await world
        .as({ school: world.host, role: 'coordinator' })
        .get(`/v1/recognitions/${id}/assignments`)
      states.push(body.items[0].state)
    }
    expect(states.sort()).toEqual(['accepted', 'accepted', 'conflicted'])
    expect((await world.anyone.get(`${desk}/conflicts`)).body.items).toEqual([])
  })

  test('at a desk that was handed over it does not count, until they say by another way that it was them', async () => {
    const { id } = await step.documentation()
    await step.evidence(id, ['1.1', '2.4'])
    const byHand = await deskOf('mentor', 'by-hand')
    await step.ok(world.anyone.post(`${byHand}/attestations`).send({ cases: [id] }))
    expect(await blockersOf(id)).toEqual(['unconfirmed-desk', 'authorship-missing'])
    expect((await world.anyone.post(`${byHand}/confirmation`).send({})).status).toBe(403)
    const sent = await deskOf('mentor')
    expect((await world.anyone.get(sent)).body.unconfirmed).toMatchObject([{ action: 'attestEvidence' }])
    expect(await step.ok(world.anyone.post(`${sent}/confirmation`).send({}))).toEqual({ confirmed: 1 })
    expect(await blockersOf(id)).toEqual(['authorship-missing'])
    // The school reads that it was confirmed, and by which desk it was done.
    const { items } = (
      await world.as({ school: world.school, role: 'admin' }).get(`/v1/audit?subject=${id}&limit=200`)
    ).body
    const actions = items.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(expect.arrayContaining(['evidence.attest', 'desk.confirm']))
  })

  test('the operator vouches for an address: what was done by whoever has it counts, and what they do from then on', async () => {
    const { id } = await step.documentation()
    await step.evidence(id, ['1.1', '2.4'])
    const admin = world.as({ school: world.host, role: 'admin' })
    const member = await step.ok(admin.get(`/v1/members/${world.host.members.mentor}`))
    await step.ok(
      admin.patch(`/v1/members/${member.id}`).set('if-match', '*').send({ email: 'Mentor@example.fi' }),
    )
    const byHand = await deskOf('mentor', 'by-hand')
    await step.ok(world.anyone.post(`${byHand}/attestations`).send({ cases: [id] }))
    expect(await blockersOf(id)).toContain('unconfirmed-desk')
    const operator = world.as({ school: world.stranger, role: 'admin' })
    const vouched = { address: 'mentor@example.fi', checked: 'Called the number in the register.' }
    const path = `/v1/organisations/${world.host.id}/vouched-addresses`
    expect(await step.ok(operator.post(path).send(vouched))).toMatchObject({ confirmed: 1 })
    expect((await operator.post(path).send(vouched)).status).toBe(409)
    expect(await blockersOf(id)).not.toContain('unconfirmed-desk')
    await step.evidence(id, ['1.1'])
    await step.ok(world.anyone.post(`${byHand}/attestations`).send({ cases: [id] }))
    expect(await blockersOf(id)).toEqual(['authorship-missing'])
  })
})
