import { beforeAll, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Task = { code: string; sentence: string; waitsFor: { who: string; guardian?: string } }

const two = {
  birthDate: '2010-05-14',
  guardianName: 'Guardian One',
  secondGuardianName: 'Guardian Two',
}

let world: World
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const step = () => given(world)
const settle = (bothGuardians: boolean) =>
  step().ok(
    world
      .as({ school: world.school, role: 'admin' })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ bothGuardians }),
  )

beforeAll(async () => {
  world = await newWorld()
})

/** What waits for guardians in the work of the school, of a thing. */
async function waiting(id: unknown, language = 'en') {
  const { items } = await step().ok(
    coordinator().get('/v1/work?view=all&limit=200').set('accept-language', language),
  )
  return (items as { id: string; tasks: Task[] }[])
    .filter((item) => item.id === id)
    .flatMap(({ tasks }) => tasks)
    .filter(({ code, waitsFor }) => waitsFor.who === 'guardian' || code === 'guardian-missing')
}

/** A mobility whose agreement the learner has signed, and the first guardian where asked. */
async function signed(parties: string[], over: Body = two) {
  const learner = await step().person(over)
  const { id } = await step().mobility({ learnerId: learner.id })
  const { hash } = await step().draft(id)
  await step().sign(id, hash, parties)
  return { id, learner, path: `/v1/mobilities/${id}/agreement` }
}

test('the work list says which of two guardians is awaited, in both languages', async () => {
  await settle(true)
  const { id } = await signed(['learner'])
  expect((await waiting(id)).map(({ sentence, waitsFor }) => [waitsFor.guardian, sentence])).toEqual([
    ['first', 'The learning agreement waits for the signature of the first guardian.'],
    ['second', 'The learning agreement waits for the signature of the second guardian.'],
  ])
  const other = await signed(['learner', 'guardian'])
  expect(
    (await waiting(other.id, 'lv')).map(({ sentence, waitsFor }) => [waitsFor.guardian, sentence]),
  ).toEqual([['second', 'Mācību vienošanās gaida otra likumiskā pārstāvja parakstu.']])
})

test('where the signature of either is enough, it waits for a guardian, whichever that is', async () => {
  await settle(false)
  const { id } = await signed(['learner'])
  expect(await waiting(id)).toMatchObject([
    { sentence: 'The learning agreement waits for a signature.', waitsFor: { who: 'guardian' } },
  ])
  expect((await waiting(id))[0]!.waitsFor).not.toHaveProperty('guardian')
})

test('a case says which guardian has to sign, who was forgotten', async () => {
  await settle(true)
  const { id, learner, path } = await signed(['learner', 'guardian'], { ...two, secondGuardianName: null })
  const { id: caseId } = await step().ok(coordinator().post('/v1/recognitions').send({ mobilityId: id }))
  const named = { secondGuardianName: 'Guardian Two' }
  await step().ok(coordinator().patch(`/v1/people/${learner.id}`).set('if-match', '*').send(named))
  const said = { fields: ['/learner/secondGuardianName'], reason: 'He was forgotten.' }
  const { slips } = await step().ok(coordinator().post(`${path}/slips`).send(said))
  const [slip] = slips as Body[]
  const host = world.as({ school: world.host, role: 'coordinator' })
  await step().ok(host.post(`${path}/slips/${slip!.id}/confirmation`))
  const { blockers } = await step().ok(coordinator().get(`/v1/recognitions/${caseId}`))
  const sentence =
    'The person was under 18 when they signed. The second guardian has yet to sign the learning agreement.'
  expect(blockers).toContainEqual({
    code: 'guardian-missing',
    by: 'coordinator',
    guardian: 'second',
    sentence,
  })
  expect(await waiting(caseId)).toMatchObject([
    { sentence, waitsFor: { who: 'coordinator', guardian: 'second' } },
  ])
})
