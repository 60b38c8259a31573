import { expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Item = {
  recognitionId: string
  outcome: string
  newAssignmentId: string | null
  sentence: string | null
}
const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]

test('Open marking of a member goes to another one: each case by itself, and what was marked stays whose it is', async () => {
  const world = await newWorld()
  const step = given(world)
  const { school } = world
  const ill = school.members.assessor
  const to = await newMember(world, school, ['assessor', 'validator'])
  const as = (memberId: string) => world.as({ school, role: 'assessor', memberId })
  const [fresh, begun, whole] = [await step.assessment(), await step.assessment(), await step.assessment()]
  const mark = (made: typeof fresh, competence: string, level: number, by = ill) =>
    step.ok(
      as(by)
        .post(`/v1/recognitions/${made.id}/marks`)
        .send(step.marksFor(made, competence, level)),
    )
  await mark(begun, '1.1', 4)
  for (const { competence, target } of planned) await mark(whole, competence, target)
  const coordinator = world.as({ school, role: 'coordinator' })
  const handing = (body: Body) => coordinator.post(`/v1/members/${ill}/hand-over`).send(body)
  const { body } = await handing({ to, reason: 'Away for a month.' }).expect(200)
  const outcomes = (body.items as Item[]).map(({ recognitionId, outcome }) => [recognitionId, outcome])
  expect(outcomes).toEqual([
    [fresh.id, 'handed-over'],
    [begun.id, 'shared'],
  ])
  const assigned = async (id: string) =>
    (await step.ok(coordinator.get(`/v1/recognitions/${id}/assignments`))).items as Body[]
  const states = async (id: string) => (await assigned(id)).map(({ memberId, state }) => [memberId, state])
  expect(await states(fresh.id)).toEqual([
    [ill, 'withdrawn'],
    [to, 'assigned'],
  ])
  expect(await states(begun.id)).toEqual([
    [ill, 'accepted'],
    [to, 'assigned'],
  ])
  expect(await states(whole.id)).toEqual([[ill, 'accepted']])
  // Who goes on declares their conflicts first, and then marks what is left.
  for (const [made, left] of [
    [fresh, ['1.1', '2.4']],
    [begun, ['2.4']],
  ] as const) {
    const own = (await assigned(made.id)).find(({ memberId }) => memberId === to)!
    const said = { lastTrainedOn: null, related: false, otherConflict: null }
    await step.ok(as(to).post(`/v1/recognitions/${made.id}/assignments/${own.id}/declaration`).send(said))
    for (const competence of left) await mark(made, competence, competence === '1.1' ? 4 : 5, to)
    expect((await step.ok(coordinator.get(`/v1/recognitions/${made.id}`))).blockers).not.toContainEqual(
      expect.objectContaining({ code: 'marks-missing' }),
    )
  }
  const audit = await world.as({ school, role: 'auditor' }).get('/v1/audit?limit=200').expect(200)
  const lines = (audit.body.items as { action: string; details: Body; reason: string | null }[]).filter(
    ({ action, details }) => action === 'member.hand-over' || details.handedTo || details.handedBy,
  )
  expect(lines.map(({ action }) => action).sort()).toEqual([
    'assessment.assign',
    'assessment.assign',
    'assessment.withdraw',
    'member.hand-over',
  ])
  const again = (await handing({ to, reason: 'Again.' }).expect(200)).body.items as Item[]
  expect(again.map(({ recognitionId, outcome }) => [recognitionId, outcome])).toEqual([[begun.id, 'stays']])
}, 60_000)

test('Nothing is handed to somebody who may not mark it, and it says why', async () => {
  const world = await newWorld()
  const step = given(world)
  const { school, host } = world
  const ill = school.members.assessor
  const made = await step.assessment()
  const coordinator = world.as({ school, role: 'coordinator' })
  const handing = (to: unknown, client = coordinator, member = ill) =>
    client.post(`/v1/members/${member}/hand-over`).send({ to, reason: 'Away.', recognitionIds: [made.id] })
  await handing(ill).expect(422)
  const unfit = await handing(school.members.issuer).set('accept-language', 'en').expect(200)
  expect(unfit.body.items).toMatchObject([{ outcome: 'stays', sentence: expect.stringMatching(/assessor/) }])
  await handing(host.members.assessor).expect(404)
  await handing(host.members.assessor, coordinator, host.members.assessor).expect(404)
  await handing(ill, world.as({ school, role: 'assessor' })).expect(403)
  const other = await newMember(world, school, ['assessor'])
  await step.assign(made.id, school, 'second', other)
  const { body } = await handing(other).set('accept-language', 'en').expect(200)
  expect(body.items).toMatchObject([{ recognitionId: made.id, outcome: 'stays', newAssignmentId: null }])
  expect(body.items[0].sentence).toContain('assigned to the case already')
  const { items } = await step.ok(coordinator.get(`/v1/recognitions/${made.id}/assignments`))
  expect((items as Body[]).map(({ state }) => state)).toEqual(['accepted', 'accepted'])
}, 60_000)
