import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

const both = {
  birthDate: '2010-05-14',
  guardianName: 'Guardian One',
  secondGuardianName: 'Guardian Two',
}
const names = { first: 'Guardian One', second: 'Guardian Two' }
const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

describe.each(['first', 'second'] as const)('the %s of two guardians', (which) => {
  let world: World
  const step = () => given(world)
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const page = (learnerId: unknown) => pageOf(world, learnerId, 'guardian', which === 'second')
  const learner = async () => (await step().person(both)).id
  const linesOf = async (id: unknown) =>
    ((await step().ok(coordinator().get(`/v1/audit?subject=${id}`))).items as Body[]).map(
      ({ action, details }) => [action, (details as Body).secondGuardian ?? false],
    )

  beforeAll(async () => {
    world = await newWorld()
  })

  test('ends the case for the learner, and the ledger says which it was', async () => {
    const learnerId = await learner()
    const { id } = await step().opened(outcomes, { learnerId, guardian: true })
    const at = `${await page(learnerId)}/withdrawal/${id}`
    const reason = { reason: 'The mobility ended early.' }
    expect(await step().ok(world.anyone.post(at).send(reason))).toMatchObject({ stage: 'withdrawn' })
    expect((await linesOf(id)).at(-1)).toEqual(['recognition.withdraw', which === 'second'])
  })

  test('asks the school, and asks about the data on file', async () => {
    const own = await page(await learner())
    const asked = await step().ok(world.anyone.post(`${own}/questions`).send({ question: 'When?' }))
    expect(await linesOf(asked.id)).toEqual([['question.ask', which === 'second']])
    const right = { right: 'access', said: 'All of it.' }
    expect((await world.anyone.post(`${own}/data-requests`).send(right)).status).toBe(201)
  })

  test('appeals from their page, and by a link of their own, under their own name alone', async () => {
    const learnerId = await learner()
    const { recognitionId } = await step().certificate(outcomes, { learnerId, guardian: true })
    const appeal = { kind: 'appeal', grounds: 'It was more.', competences: ['1.1'] }
    const at = `${await page(learnerId)}/appeal/${recognitionId}`
    const other = names[which === 'first' ? 'second' : 'first']
    expect((await world.anyone.post(at).send({ ...appeal, name: other })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/name' }],
    })
    const { appeals } = await step().ok(world.anyone.post(at).send({ ...appeal, name: names[which] }))
    expect(appeals).toMatchObject([{ kind: 'appeal', competences: ['1.1'] }])
    const holder = { party: 'guardian', secondGuardian: which === 'second' }
    const link = await step().ok(
      coordinator().post(`/v1/recognitions/${recognitionId}/appeal-links`).send(holder),
    )
    const complaint = { kind: 'complaint', grounds: 'It took a year.', name: names[which] }
    expect((await world.anyone.post(new URL(String(link.url)).pathname).send(complaint)).status).toBe(200)
  })
})
