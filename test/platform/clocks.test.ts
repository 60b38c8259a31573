import { expect, test } from 'vitest'
import { newWorld, tokenFor } from '../setup/world.ts'

test('a token holds where the clock was set by five minutes, back or ahead, and not where by more', async () => {
  const world = await newWorld()
  const made = await tokenFor(world.services, { school: world.school })
  const at = new Date(world.clock.now)
  const minutesLater = async (minutes: number) => {
    world.clock.now = new Date(at.getTime() + minutes * 60_000)
    return (await world.anyone.get('/v1/actions').set('authorization', `Bearer ${made}`)).status
  }
  const statuses = []
  for (const minutes of [0, -5, -60, 14, 19, 21]) statuses.push(await minutesLater(minutes))
  expect(statuses).toEqual([200, 200, 200, 200, 200, 401])
})
