import { expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld } from '../../setup/world.ts'

const minute = 1 / 1440

test('A mobility says that it changed with every step of its agreement, and is edited as before', async () => {
  const world = await newWorld()
  const step = given(world)
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const host = world.as({ school: world.host, role: 'coordinator' })
  const { id } = await step.mobility()
  const path = `/v1/mobilities/${id}`
  let seen = (await coordinator.get(path).expect(200)).body
  const { etag } = (await coordinator.get(path)).headers

  /** After a step a minute later, whoever follows the list from before it finds the mobility again. */
  async function moves(
    what: string,
    request: () => PromiseLike<{ status: number; body: object; text: string }>,
  ) {
    world.clock.advance(minute)
    const made = await step.ok(request() as Parameters<typeof step.ok>[0])
    const since = new Date(new Date(seen.updatedAt).getTime() + 1).toISOString()
    const { body } = await coordinator.get(`/v1/mobilities?since=${since}`).expect(200)
    expect(
      body.items.map((item: { id: string }) => item.id),
      what,
    ).toEqual([id])
    seen = body.items[0]
    return made
  }

  const agreement = `${path}/agreement`
  const { hash } = await moves('drafted', () => step.draftRequest(id))
  await moves('signed', () => coordinator.post(`${agreement}/signatures`).send({ hash }))
  await moves('withdrawn', () =>
    coordinator.post(`${agreement}/versions/1/withdrawal`).send({ reason: 'A date is wrong.' }),
  )
  await moves('reinstated', () => coordinator.post(`${agreement}/versions/1/reinstatement`))
  await moves('returned', () =>
    host.post(`${agreement}/versions/1/objection`).send({ comment: 'We have no such machine.' }),
  )
  expect((await coordinator.get(path)).headers.etag).toBe(etag)
})
