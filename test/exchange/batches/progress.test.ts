import { expect, test } from 'vitest'
import { workOff } from '../../setup/batches.ts'
import { newWorld, tokenFor } from '../../setup/world.ts'

type Told = { id: string; event: string; data: Record<string, unknown> }

const events = (text: string): Told[] =>
  text
    .split('\n\n')
    .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2))))
    .filter((fields) => fields.event)
    .map((fields) => ({ ...fields, data: JSON.parse(fields.data) }) as Told)

test('what comes to an end in a batch is told as it does, once, and goes on where the reader was', async () => {
  const world = await newWorld()
  const who = { school: world.school, role: 'coordinator' } as const
  const items = ['C-1', 'C-2', 'C-3'].map((externalId) => ({
    body: {
      givenName: 'Learner',
      familyName: 'One',
      birthDate: '2006-05-14',
      externalId,
      sameNameIsAnother: true,
    },
  }))
  const { body } = await world.as(who).post('/v1/batches').send({ action: 'registerLearner', items })
  const { port } = world.app.server.address() as { port: number }
  const token = await tokenFor(world.services, who)
  const follow = (after?: string) =>
    fetch(`http://127.0.0.1:${port}/v1/batches/${body.id}/progress`, {
      headers: { authorization: `Bearer ${token}`, ...(after ? { 'last-event-id': after } : {}) },
    })
  const open = await follow()
  expect(open.headers.get('content-type')).toBe('text/event-stream')
  await workOff(world)
  const told = events(await open.text())
  expect(told.map(({ id, event }) => [id, event])).toEqual([
    ['1', 'item'],
    ['2', 'item'],
    ['3', 'item'],
    ['3', 'end'],
  ])
  expect(told[1]!.data).toMatchObject({ position: 1, state: 'done' })
  expect(told[3]!.data).toMatchObject({ state: 'finished', counts: { done: 3 } })
  const again = events(await (await follow('2')).text())
  expect(again.map(({ id, event }) => [id, event])).toEqual([
    ['3', 'item'],
    ['3', 'end'],
  ])
})

test('who follows a batch is let go when the service stops', async () => {
  const world = await newWorld()
  const who = { school: world.school, role: 'coordinator' } as const
  const items = [
    { body: { givenName: 'Learner', familyName: 'One', birthDate: '2006-05-14', externalId: 'C-9' } },
  ]
  const { body } = await world.as(who).post('/v1/batches').send({ action: 'registerLearner', items })
  const { port } = world.app.server.address() as { port: number }
  const token = await tokenFor(world.services, who)
  const open = await fetch(`http://127.0.0.1:${port}/v1/batches/${body.id}/progress`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = open.text()
  const began = performance.now()
  await world.app.close()
  expect(events(await text)).toEqual([])
  expect(performance.now() - began).toBeLessThan(5000)
})
