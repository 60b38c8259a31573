import { expect, test } from 'vitest'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { newWorld } from '../../setup/world.ts'

type Agreement = { mobilityId: string; version: number; hash: string; missing: string[] }

test('Agreements are listed at their newest version, for either side, and what is read of learners is kept', async () => {
  const world = await newWorld()
  const step = given(world)
  const [school, host] = [world.school, world.host].map((of) => world.as({ school: of, role: 'coordinator' }))
  const [first, second, none] = [await step.mobility(), await step.mobility(), await step.mobility()]
  await step.draft(first.id)
  const newest = await step.draft(first.id)
  const other = await step.draft(second.id)
  const { id } = await cohorts(world).named(first.id, second.id, none.id)
  const listed = async (client = school!, query = '') =>
    (await client.get(`/v1/agreements?limit=200${query}`).expect(200)).body.items as Agreement[]
  const all = [
    [first.id, 2, newest.hash],
    [second.id, 1, other.hash],
  ]
  const told = (items: Agreement[]) =>
    items.map(({ mobilityId, version, hash }) => [mobilityId, version, hash])
  expect(told(await listed())).toEqual(all)
  expect(told(await listed(school, `&cohortId=${id}`))).toEqual(all)
  expect(told(await listed(host, '&side=hosted'))).toEqual(all)
  expect(await listed(host)).toEqual([])
  const [single] = await listed()
  const { body } = await school!.get(`/v1/mobilities/${first.id}/agreement`).expect(200)
  expect(single).toEqual(body)
  const stranger = world.as({ school: world.stranger, role: 'coordinator' })
  expect([...(await listed(stranger)), ...(await listed(stranger, '&side=hosted'))]).toEqual([])
  const readings = await step.ok(school!.get(`/v1/people/${first.learnerId}/data`))
  expect(JSON.stringify(readings)).toContain(world.host.id)
})
