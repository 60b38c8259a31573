import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

async function stay(over: object = {}) {
  const learnerId = (await given(world).person()).id
  return {
    learnerId,
    hostingOrganisationId: world.host.id,
    projectCode: '2026-1-LV01-KA121-VET-000012345',
    startsOn: '2026-09-07',
    endsOn: '2026-10-02',
    workloadHours: 120,
    ...over,
  }
}
const register = (body: object) => coordinator().post('/v1/mobilities').send(body)
const change = (id: string, body: object) =>
  coordinator().patch(`/v1/mobilities/${id}`).set('if-match', '*').send(body)

describe('a mobility', () => {
  test('is not entered twice for the days of another of the same learner, unless both are meant', async () => {
    const body = await stay()
    const first = await register(body)
    for (const days of [
      {},
      { startsOn: '2026-10-02', endsOn: '2026-10-30' },
      { startsOn: '2026-08-01', endsOn: '2026-12-01' },
    ]) {
      const again = await register({ ...body, ...days })
      expect([again.status, again.body.type, again.body.mobilityId]).toEqual([
        409,
        'urn:problem:duplicate',
        first.body.id,
      ])
      expect(again.body.detail).toContain('overlapIsMeant')
    }
    expect((await register({ ...body, startsOn: '2026-10-03', endsOn: '2026-10-30' })).status).toBe(201)
    expect((await register({ ...body, overlapIsMeant: true })).status).toBe(201)
    expect((await register(await stay())).status).toBe(201)
  })

  test('has its code in a project alone, whether entered or changed', async () => {
    const first = await register(await stay({ mobilityCode: 'M-1' }))
    const taken = await register(await stay({ mobilityCode: 'M-1', overlapIsMeant: true }))
    expect([taken.status, taken.body.mobilityId, taken.body.errors]).toMatchObject([
      409,
      first.body.id,
      [{ pointer: '/mobilityCode' }],
    ])
    const elsewhere = await stay({ mobilityCode: 'M-1', projectCode: '2025-1-LV01-KA121-VET-000012345' })
    const second = await register(elsewhere)
    expect(second.status).toBe(201)
    const third = await register(await stay({ mobilityCode: 'M-2' }))
    expect((await change(third.body.id, { mobilityCode: 'M-1' })).status).toBe(409)
    expect((await change(second.body.id, { projectCode: '2026-1-LV01-KA121-VET-000012345' })).status).toBe(
      409,
    )
    expect((await change(third.body.id, { mobilityCode: 'M-2', endsOn: '2026-10-03' })).status).toBe(200)
    expect((await change(first.body.id, { mobilityCode: null })).status).toBe(200)
    expect((await change(third.body.id, { mobilityCode: 'M-1' })).status).toBe(200)
    // Nobody else learns from it which codes there are.
    const { as, host, school } = world
    const theirs = { ...(await stay({ mobilityCode: 'M-1' })), hostingOrganisationId: school.id }
    const person = { familyName: 'One', birthDate: '2006-01-01' }
    const there = as({ school: host, role: 'coordinator' })
    const learnerId = (await there.post('/v1/people').send(person)).body.id
    expect((await there.post('/v1/mobilities').send({ ...theirs, learnerId })).status).toBe(201)
  })

  test('is entered by one of several who do so at the same time', async () => {
    for (let round = 0; round < 4; round += 1) {
      const body = await stay()
      const alike = await Promise.all(Array.from({ length: 4 }, () => register(body)))
      expect(alike.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
      const coded = await Promise.all(Array.from({ length: 4 }, () => stay({ mobilityCode: `R-${round}` })))
      const codes = await Promise.all(coded.map(register))
      expect(codes.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    }
  })
})

test('ids of other systems and addresses are put right at any time, whatever was signed', async () => {
  const step = given(world)
  const made = await step.certificate()
  const { body: recognition } = await coordinator().get(`/v1/recognitions/${made.recognitionId}`)
  const path = `/v1/mobilities/${recognition.mobilityId}`
  const ids = { externalId: 'OURS-7', mobilityCode: 'M-77', europassNumber: 'EM-1' }
  expect((await change(recognition.mobilityId, ids)).body).toMatchObject(ids)
  const { body: mobility } = await coordinator().get(path)
  const contact = { externalId: 'L-RIGHT', email: 'right@example.org', guardianEmail: 'guardian@example.org' }
  const person = await coordinator()
    .patch(`/v1/people/${mobility.learnerId}`)
    .set('if-match', '*')
    .send(contact)
  expect([person.status, person.body]).toMatchObject([200, contact])
  const admin = world.as({ school: world.school, role: 'admin' })
  const member = await admin
    .patch(`/v1/members/${world.school.members.mentor}`)
    .set('if-match', '*')
    .send({ externalId: 'staff-9', email: 'nine@example.org' })
  expect([member.status, member.body.externalId]).toEqual([200, 'staff-9'])
  const { body: found } = await coordinator().get('/v1/people?externalId=L-RIGHT')
  expect(found.items).toHaveLength(1)
  const other = await step.person()
  const taken = await coordinator()
    .patch(`/v1/people/${other.id}`)
    .set('if-match', '*')
    .send({ externalId: 'L-RIGHT' })
  expect(taken.status).toBe(409)
  // What was signed says none of it: nothing of it waits for anything.
  const { body: after } = await coordinator().get(`/v1/recognitions/${made.recognitionId}`)
  expect(after.blockers).toEqual([])
})
