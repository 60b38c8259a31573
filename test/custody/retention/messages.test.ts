import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { applyRetention } from '../../../src/custody/retention/apply-retention.ts'
import { messages } from '../../../src/db/schema/exchange/messages.ts'
import { newMessage } from '../../setup/message.ts'
import { newWorld } from '../../setup/world.ts'

test('messages are forgotten a while after they were sent or given up, and neither what waits nor what came back', async () => {
  const world = await newWorld()
  const admin = () => world.as({ school: world.school, role: 'admin' })
  const set = (changes: object) => admin().patch('/v1/settings').set('if-match', '*').send(changes)
  const ids = {
    sent: await newMessage(world, 'sent'),
    failed: await newMessage(world, 'failed'),
    queued: await newMessage(world, 'queued'),
    bounced: await newMessage(world, 'bounced'),
  }
  const states = async () => {
    const rows = await world.services.db.owner.select({ id: messages.id }).from(messages)
    return Object.entries(ids).flatMap(([state, id]) => (rows.some((row) => row.id === id) ? [state] : []))
  }
  const told = async () => {
    const { classes } = (await admin().get('/v1/retention')).body as { classes: { code: string }[] }
    return classes.find(({ code }) => code === 'messages')
  }
  // So few days that a reminder would be forgotten, and sent again.
  expect((await set({ keepMessagesDays: 59 })).status).toBe(400)
  expect((await set({ retention: 'remove', keepMessagesDays: 60 })).status).toBe(200)
  expect(await told()).toMatchObject({ days: 60, over: 0, within30Days: 0 })
  world.clock.advance(59)
  await applyRetention(world.services)
  expect(await told()).toMatchObject({ over: 0, within30Days: 2 })
  expect(await states()).toEqual(['sent', 'failed', 'queued', 'bounced'])
  world.clock.advance(1)
  expect(await told()).toMatchObject({ over: 2, within30Days: 0 })
  await applyRetention(world.services)
  expect(await states()).toEqual(['queued', 'bounced'])
  expect(await told()).toMatchObject({ over: 0, within30Days: 0, firstOn: null })
  // What waited counts from the day on which it is cancelled.
  expect((await admin().post(`/v1/messages/${ids.queued}/cancellation`)).status).toBe(200)
  world.clock.advance(60)
  expect(await told()).toMatchObject({ over: 1 })
  await applyRetention(world.services)
  expect(await states()).toEqual(['bounced'])
  const [kept] = await world.services.db.owner.select().from(messages).where(eq(messages.id, ids.bounced))
  expect(kept?.state).toBe('bounced')
})
