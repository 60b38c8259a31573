import { expect, test } from 'vitest'
import { templates } from '../../setup/agreement-templates.ts'
import { batchOf, itemsOf } from '../../setup/batches.ts'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Fault = { pointer: string }

test('Forty agreements are drafted from a template in one request, but for those that are left out', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), templates(world)]
  const ids: string[] = []
  for (let n = 0; n < 40; n += 1) ids.push(String((await step.mobility()).id))
  const cohort = await cohorts(world).named(...ids)
  const { id: template } = await go.template()
  const client = world.as({ school: world.school, role: 'coordinator' })
  const asked = {
    action: 'draftAgreement',
    cohortId: cohort.id,
    except: [ids[7]],
    body: { template: { id: template } },
  }
  const items = await batchOf(world, client, asked)
  expect(items.map(({ id, state }) => [id, state])).toEqual(
    ids.filter((id) => id !== ids[7]).map((id) => [id, 'done']),
  )
  const { body } = await client.get(`/v1/agreements?cohortId=${cohort.id}&limit=200`).expect(200)
  expect(body.items).toHaveLength(39)
  expect(body.items.every(({ template: from }: Body) => (from as Body).id === template)).toBe(true)
}, 60_000)

test('What is asked of cases is asked of each case of a cohort; whoever has none yet is refused by itself', async () => {
  const world = await newWorld()
  const step = given(world)
  const [first, second] = [await step.opened(), await step.opened()]
  const { id: without } = await step.mobility()
  const cohort = await cohorts(world).named(first.mobilityId, second.mobilityId, without)
  const client = world.as({ school: world.school, role: 'coordinator' })
  const ask = (action: string, body?: Body) => ({ action, cohortId: cohort.id, ...(body && { body }) })
  const items = await batchOf(
    world,
    client,
    ask('withdrawRecognition', { action: 'withdraw', reason: 'All came back.' }),
  )
  const states = Object.fromEntries(items.map(({ id, state, status }) => [id, [state, status]]))
  expect(states).toEqual({
    [first.mobilityId]: ['done', 200],
    [second.mobilityId]: ['done', 200],
    [String(without)]: ['refused', 409],
  })
  expect(items.find(({ id }) => id === without)!.problem).toMatchObject({ status: 409 })
  const { body: batch } = await client
    .post('/v1/batches')
    .send({
      ...ask('withdrawRecognition', { action: 'withdraw', reason: 'Again.' }),
      except: [first.mobilityId, second.mobilityId],
    })
    .expect(202)
  expect(batch).toMatchObject({ state: 'finished', counts: { waiting: 0, refused: 1 } })
  expect(await itemsOf(client, batch.id)).toHaveLength(1)
})

test('What judges, edits or needs more than an id is not asked of a cohort, and every fault has its place', async () => {
  const world = await newWorld()
  const step = given(world)
  const { id } = await step.mobility()
  const { id: other } = await step.mobility()
  const cohort = await cohorts(world).named(id)
  const client = world.as({ school: world.school, role: 'coordinator' })
  const faults = async (asked: Body) => {
    const { body } = await client
      .post('/v1/batches')
      .send({ cohortId: cohort.id, ...asked })
      .expect(400)
    return body.errors.map(({ pointer }: Fault) => pointer)
  }
  for (const action of ['recordMarks', 'decideOutcomes', 'changeMobility', 'confirmSlip', 'registerLearner'])
    expect(await faults({ action })).toEqual(['/action'])
  expect(await faults({ action: 'draftAgreement', body: { template: { id: 'x' } } })).toEqual([
    '/body/template/id',
  ])
  expect(await faults({ action: 'openRecognition', except: [other] })).toEqual(['/except/0'])
  expect(await faults({ action: 'openRecognition', except: [id] })).toEqual(['/cohortId'])
  const stranger = world.as({ school: world.stranger, role: 'coordinator' })
  await stranger.post('/v1/batches').send({ action: 'openRecognition', cohortId: cohort.id }).expect(404)
})
