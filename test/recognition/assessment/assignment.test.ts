import { beforeAll, describe, expect, test } from 'vitest'
import { rounds } from '../../../src/db/schema/recognition/assignments.ts'
import { stages } from '../../../src/db/schema/recognition/recognitions.ts'
import { Refusal } from '../../../src/errors.ts'
import { assertMay } from '../../../src/platform/actions/may.ts'
import { type Actor, roles } from '../../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { assessmentActions } from '../../../src/recognition/assessment/actions.ts'
import { assertMayWithdraw, mayHaveRead } from '../../../src/recognition/assessment/assignments/assignment.ts'
import type { CaseFacts } from '../../../src/recognition/case.ts'
import { type Asked, cross } from '../../setup/cross.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

const free = { lastTrainedOn: null, related: false, otherConflict: null }
const states = ['assigned', 'accepted', 'conflicted', 'withdrawn'] as const
const open = ['identification', 'documentation', 'assessment', 'validation']
const [own, other, assessor] = ['own', 'other', 'assessor']

type Withdrawal = [
  Parameters<typeof assertMayWithdraw>[0],
  Pick<CaseFacts, 'stage' | 'assessors'>,
  Pick<Actor, 'organisationId' | 'roles'>,
]

/** What refuses to take an assignment back: the table of actions, or the assignment itself. */
function refusal(...[assignment, facts, who]: Withdrawal): string | null {
  const actor = { clientId: 'client', memberId: 'me', personId: null, zone: DEFAULT_ZONE, scopes: [], ...who }
  const ownerId = assignment.memberOrganisationId
  const standing = { state: facts.stage, organisationId: own!, hostingOrganisationId: other!, ownerId }
  try {
    assertMay(assessmentActions.withdrawAssignment, { ...standing, facts: facts as CaseFacts }, actor)
    assertMayWithdraw(assignment, facts)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

describe('the rule of an assignment', () => {
  const table = states.flatMap((state) => stages.map((stage) => [state, stage] as const))
  test.each(table)(
    'that is %s, of a case in %s, is withdrawn by a coordinator of the side that assigned, before there are marks',
    (state, stage) => {
      for (const role of roles)
        for (const organisationId of [own!, other!])
          for (const marked of [true, false])
            for (const round of rounds) {
              const assignment = { memberId: assessor!, memberOrganisationId: own!, round, state }
              const assessors = marked ? [assessor!] : ['another']
              const found = refusal(assignment, { stage, assessors }, { organisationId, roles: [role] })
              const may = organisationId === own && role === 'coordinator'
              const stands = marked || state === 'withdrawn' || state === 'conflicted'
              const expected = !may
                ? 'forbidden'
                : !open.includes(stage)
                  ? 'wrong-state'
                  : stands
                    ? 'conflict'
                    : null
              expect([role, organisationId, marked, round, found]).toEqual([
                role,
                organisationId,
                marked,
                round,
                expected,
              ])
            }
    },
  )

  test('that was withdrawn had the marks open to it only as an adjudicator free of conflict', () => {
    for (const round of rounds)
      for (const state of states)
        for (const declaredAt of [new Date(0), null])
          expect([round, state, mayHaveRead([{ round, state, declaredAt }])]).toEqual([
            round,
            state,
            round === 'adjudication' && state === 'withdrawn' && declaredAt !== null,
          ])
  })
})

describe('an assignment made by mistake', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).assessment([{ competence: '1.1', baseline: 2, target: 4 }])
  })
  const at = (what = '') => `/v1/recognitions/${made.id}${what}`
  const coordinator = (school = world.school) => world.as({ school, role: 'coordinator' })
  const assessor = (memberId = world.school.members.assessor, school = world.school) =>
    world.as({ school, role: 'assessor', memberId })
  const assigned = async (memberId: string, round: string, school = world.school) =>
    String((await given(world).assign(made.id, school, round, memberId)).id)
  const withdraw = (id: string, client = coordinator(), body: object = { reason: 'The wrong round.' }) =>
    client.post(at(`/assignments/${id}/withdrawal`)).send(body)
  const marks = (memberId: string, level = 4) =>
    assessor(memberId)
      .post(at('/marks'))
      .send(given(world).marksFor(made, '1.1', level))
  const listed = async () => (await coordinator().get(at('/assignments'))).body.items
  const meanwhile = (change: string, ...asked: [Asked, Asked]) => cross(world, change, ...asked)

  test('is withdrawn with a reason by the side that made it, once, and stays on record', async () => {
    const id = await assigned(await newMember(world, world.school, ['assessor']), 'second')
    expect((await withdraw(id, coordinator(), {})).status).toBe(400)
    expect((await withdraw(id, coordinator(world.host))).status).toBe(403)
    expect((await withdraw(id, coordinator(world.stranger))).status).toBe(404)
    expect((await withdraw(id, assessor())).status).toBe(403)
    expect((await withdraw('01993c7e-0000-7000-8000-000000000001')).status).toBe(404)
    const done = await withdraw(id)
    expect(done.status).toBe(200)
    const withdrawn = {
      state: 'withdrawn',
      withdrawnBy: world.school.members.coordinator,
      withdrawnAt: world.clock.now.toISOString(),
      withdrawalReason: 'The wrong round.',
    }
    expect(done.body).toMatchObject(withdrawn)
    expect((await withdraw(id)).status).toBe(409)
    expect((await listed()).find((one: { id: string }) => one.id === id)).toMatchObject(withdrawn)
    const audit = await world
      .as({ school: world.school, role: 'auditor' })
      .get(`/v1/audit?subject=${id}&action=assessment.withdraw`)
    expect(audit.body.items).toHaveLength(1)
    expect(audit.body.items[0].details).toMatchObject({ recognitionId: made.id, round: 'second', drafts: 0 })
  })

  test('leaves the round free: blockers and work lists follow, and another is assigned', async () => {
    const [first] = await listed()
    const waits = async () => {
      const { body } = await coordinator().get(at())
      const work = (await assessor().get('/v1/work')).body.items
      const actions = (await assessor().get(at())).body.actions as { action: string }[]
      return [
        body.blockers.map((one: { by: string }) => one.by),
        work.map((one: { id: string }) => one.id),
        actions.map((one) => one.action).includes('record-marks'),
      ]
    }
    expect(await waits()).toEqual([['assessor'], [made.id], true])
    const { body: before } = await coordinator().get(at())
    world.clock.advance(1)
    expect((await withdraw(first.id)).status).toBe(200)
    expect(await waits()).toEqual([['coordinator'], [], false])
    expect((await coordinator().get(at())).body.updatedAt > before.updatedAt).toBe(true)
    expect((await marks(world.school.members.assessor)).body.detail).toContain('not assigned')
    await assigned(world.school.members.assessor, 'first')
    expect(await waits()).toEqual([['assessor'], [made.id], true])
  })

  test('takes the drafts of its assessor along, and nobody else’s', async () => {
    const mistaken = await newMember(world, world.school, ['assessor'])
    const id = await assigned(mistaken, 'second')
    const draft = at('/outcomes/1.1/marks-draft')
    const said = { marks: [], judgements: [] }
    for (const who of [mistaken, world.school.members.assessor])
      expect((await assessor(who).put(draft).send(said)).status).toBe(200)
    expect((await withdraw(id)).status).toBe(200)
    expect((await assessor(mistaken).get(draft)).status).toBe(404)
    expect((await assessor().get(draft)).status).toBe(200)
    expect((await assessor(mistaken).put(draft).send(said)).status).toBe(403)
    const declare = at(`/assignments/${id}/declaration`)
    const late = await assessor(mistaken).post(declare).send(free)
    expect([late.status, late.body.detail]).toEqual([409, 'This was withdrawn.'])
    await assigned(mistaken, 'second')
    expect((await assessor(mistaken).get(draft)).status).toBe(404)
  })

  test('opens nothing: a conflict that was declared stays, and who could read the marks never marks blind', async () => {
    const conflicted = await newMember(world, world.school, ['assessor'])
    const { body } = await coordinator()
      .post(at('/assignments'))
      .send({ memberId: conflicted, round: 'second' })
    await assessor(conflicted)
      .post(at(`/assignments/${body.id}/declaration`))
      .send({ ...free, related: true })
    expect((await withdraw(body.id)).status).toBe(409)

    const adjudicator = await newMember(world, world.school, ['assessor'])
    const id = await assigned(adjudicator, 'adjudication')
    expect((await withdraw(id)).status).toBe(200)
    for (const round of ['first', 'second']) {
      const refused = await coordinator().post(at('/assignments')).send({ memberId: adjudicator, round })
      expect(refused.status).toBe(409)
    }
    await assigned(adjudicator, 'adjudication')
  })

  test('keeps an appeal from being marked by one to whom the marks were open', async () => {
    const { ok, assessment, marksFor, move, appealMarksFor } = given(world)
    const other = await assessment([{ competence: '1.1', baseline: 2, target: 4 }])
    const path = `/v1/recognitions/${other.id}`
    const adjudicator = await newMember(world, world.school, ['assessor'])
    const { id } = await given(world).assign(other.id, world.school, 'adjudication', adjudicator)
    await ok(coordinator().post(`${path}/assignments/${id}/withdrawal`).send({ reason: 'By mistake.' }))
    await ok(
      assessor()
        .post(`${path}/marks`)
        .send(marksFor(other, '1.1', 4)),
    )
    await move(other.id, 'complete-assessment')
    const as = (role: 'validator' | 'issuer', memberId?: string) =>
      world.as({ school: world.school, role, ...(memberId ? { memberId } : {}) })
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    await ok(as('validator').post(`${path}/decision`).send({ outcomes }))
    await ok(as('issuer').post('/v1/certificates').send({ recognitionId: other.id }))
    const late = await coordinator().post(`${path}/assignments`).send({ memberId: adjudicator })
    expect([late.status, late.body.detail]).toEqual([409, 'This case is certified.'])
    const link = await ok(coordinator().post(`${path}/appeal-links`).send({ party: 'learner' }))
    const form = { kind: 'appeal', competences: ['1.1'], grounds: 'Not seen.', name: 'Learner One' }
    const page = await ok(world.anyone.post(new URL(String(link.url)).pathname).send(form))
    const [appeal] = page.appeals as { id: string }[]
    const hearer = await newMember(world, world.school, ['validator'])
    await ok(as('validator', hearer).post(`/v1/appeals/${appeal?.id}/hearing`))
    const again = (memberId: string) =>
      assessor(memberId)
        .post(`/v1/appeals/${appeal?.id}/marks`)
        .send(appealMarksFor(other, '1.1', 5))
    expect((await again(adjudicator)).body.detail).toContain('You took part in this case')
    expect((await again(await newMember(world, world.school, ['assessor']))).status).toBe(201)
  })

  test('and its marks never cross: whichever comes first, the other is refused', async () => {
    const me = world.school.members.assessor
    const live = async () =>
      (await listed()).find(
        (one: { memberId: string; state: string }) => one.memberId === me && one.state === 'accepted',
      )
    const one = await live()
    expect(
      await meanwhile(
        'update on assignments',
        () => withdraw(one.id),
        () => marks(me),
      ),
    ).toEqual([200, 403])
    await assigned(me, 'first')
    const again = await live()
    expect(
      await meanwhile(
        'insert on assessments',
        () => marks(me),
        () => withdraw(again.id),
      ),
    ).toEqual([201, 409])
    expect((await live()).id).toBe(again.id)
  })

  test('is not made twice when two coordinators assign at once, nor is one person given two rounds', async () => {
    const before = (await listed()).length
    const assign = (memberId: string, round: string) =>
      coordinator().post(at('/assignments')).send({ memberId, round })
    for (const round of ['second', 'adjudication']) {
      const other = await newMember(world, world.school, ['assessor'])
      const answers: { status: number; body: { detail?: string } }[] = []
      const keep = async (wanted: string) => {
        const answer = await assign(other, wanted)
        answers.push(answer)
        return answer
      }
      const slow = await meanwhile(
        'insert on assignments',
        () => keep('second'),
        () => keep(round),
      )
      expect(slow).toEqual([201, 409])
      const refused = answers.find((answer) => answer.status === 409)
      expect(refused?.body.detail).toContain('assigned to the case already')
    }
    expect(await listed()).toHaveLength(before + 2)
  })
})
