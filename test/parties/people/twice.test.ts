import { beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const register = (body: object, school = world.school) =>
  world.as({ school, role: 'coordinator' }).post('/v1/people').send(body)
const learner = { givenName: 'Jānis', familyName: 'Liepiņš', birthDate: '2007-05-14' }

describe('somebody who is registered already', () => {
  test('is named with a way on, however the name is written, and is registered again where it is somebody else', async () => {
    const first = await register(learner)
    for (const same of [
      learner,
      { ...learner, givenName: 'LIEPINS', familyName: 'Janis' },
      { familyName: 'janis liepins', birthDate: learner.birthDate },
    ]) {
      const { status, body } = await register(same)
      expect([status, body.type, body.personId]).toEqual([409, 'urn:problem:duplicate', first.body.id])
      expect(body.detail).toContain(first.body.id)
      expect(body.detail).toContain('sameNameIsAnother')
    }
    expect((await register({ ...learner, sameNameIsAnother: false })).status).toBe(409)
    const another = await register({ ...learner, sameNameIsAnother: true })
    expect([another.status, another.body.id === first.body.id]).toEqual([201, false])
    expect(another.body).not.toHaveProperty('sameNameIsAnother')
  })

  test('is told in Latvian, too', async () => {
    await register({ ...learner, familyName: 'Kalniņš' })
    const { body } = await register({ ...learner, familyName: 'Kalnins' }).set('accept-language', 'lv')
    expect(body.title).toBe('Šķiet, ka tas ievadīts divreiz')
  })

  test('is nobody of another day, name or organisation', async () => {
    const other = { ...learner, familyName: 'Vītols' }
    for (const [body, school] of [
      [other, world.school],
      [{ ...other, birthDate: '2007-05-15' }, world.school],
      [{ ...other, familyName: 'Vītola' }, world.school],
      [other, world.stranger],
    ] as const)
      expect((await register(body, school)).status).toBe(201)
  })

  test('is seen by who registers the same at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const body = { ...learner, familyName: `Together ${'ABCDE'[round]}` }
      const answers = await Promise.all(Array.from({ length: 4 }, () => register(body)))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    }
  })
})

test('nobody is born ahead, or more than a hundred years ago', async () => {
  for (const [birthDate, status] of [
    ['0027-05-14', 422],
    ['1925-11-21', 422],
    ['1926-11-21', 201],
    ['2026-11-23', 422],
  ] as const) {
    const { status: answered, body } = await register({
      ...learner,
      familyName: `Of ${birthDate}`,
      birthDate,
    })
    expect([birthDate, answered]).toEqual([birthDate, status])
    if (status === 422) expect(body.errors).toMatchObject([{ pointer: '/birthDate' }])
  }
  const { body } = await register({ ...learner, familyName: 'Changed' })
  const changed = await world
    .as({ school: world.school, role: 'coordinator' })
    .patch(`/v1/people/${body.id}`)
    .set('if-match', '*')
    .send({ birthDate: '0207-05-14' })
  expect([changed.status, changed.body.errors[0].pointer]).toEqual([422, '/birthDate'])
})

test('who is corrected into somebody else is remarked, as who is entered twice, unless it is said that they are another', async () => {
  const named = { ...learner, familyName: 'Corrected' }
  const { body: first } = await register(named)
  const { body: second } = await register({ ...named, familyName: 'Mistyped' })
  const change = (body: object) =>
    world
      .as({ school: world.school, role: 'coordinator' })
      .patch(`/v1/people/${second.id}`)
      .set('if-match', '*')
      .send(body)
  const refused = await change({ familyName: 'CORRECTED' })
  expect([refused.status, refused.body.personId]).toEqual([409, first.id])
  expect((await change({ email: 'learner.one@example.org' })).status).toBe(200)
  expect((await change({ familyName: 'Corrected', sameNameIsAnother: true })).status).toBe(200)
  // What they are called stays as it was: nothing is entered twice by it.
  expect((await change({ givenName: 'JĀNIS' })).status).toBe(200)
  const { body: third } = await register({ ...named, birthDate: '2007-05-15' })
  const born = await world
    .as({ school: world.school, role: 'coordinator' })
    .patch(`/v1/people/${third.id}`)
    .set('if-match', '*')
    .send({ birthDate: named.birthDate })
  expect(born.status).toBe(409)
})
