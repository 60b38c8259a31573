import { describe, expect, test } from 'vitest'
import { remindPeople } from '../../../src/exchange/mail/remind-people.ts'
import { reminderOn } from '../../../src/exchange/mail/reminder.ts'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { given } from '../../setup/given.ts'
import { startMailServer } from '../../setup/mail-server.ts'
import { newMessage } from '../../setup/message.ts'
import { newWorld } from '../../setup/world.ts'

describe('reminders', () => {
  test.each([
    ['2026-12-01', null],
    ['2026-11-29', null],
    ['2026-11-28', 'reminder-7'],
    ['2026-11-25', 'reminder-7'],
    ['2026-11-24', 'reminder-3'],
    ['2026-11-21', 'reminder-3'],
    ['2026-11-20', null],
  ])('of what is due on %s are on 21 November: %s', (until, expected) => {
    expect(reminderOn('2026-11-21', until)).toBe(expected)
  })

  test('come seven and three days before something is due, twice at most, and then coordinators are told', async () => {
    const server = await startMailServer()
    const world = await newWorld({ mail: server.mailer })
    const step = given(world)
    const admin = world.as({ school: world.school, role: 'admin' })
    await admin.patch('/v1/settings').set('if-match', '*').send({ mail: 'all' })
    // It has a coordinator with an address, and a message to them that has gone out.
    await newMessage(world, 'sent')
    const unsigned = await step.person({ email: 'unsigned@example.org' })
    const stay = { startsOn: '2026-12-05', endsOn: '2026-12-20' }
    const mobility = await step.mobility({ learnerId: unsigned.id, ...stay })
    await step.draft(mobility.id)
    const uninformed = await step.person({ email: 'uninformed@example.org' })
    await step.opened(undefined, { learnerId: uninformed.id })
    const on = async (day: string) => {
      world.clock.now = new Date(`${day}T10:00:00Z`)
      const before = server.received.length
      await remindPeople(world.services)
      await remindPeople(world.services)
      await sendMessages(world.services)
      return server.received
        .slice(before)
        .map(({ to, mail }) => `${to}: ${mail.subject!.split(' / ')[1]}`)
        .sort()
    }
    const sign = 'unsigned@example.org: Reminder: A learning agreement waits for your signature'
    const read = 'uninformed@example.org: Reminder: Please read how your learning is recognised'
    const late = 'coordinator.two@example.org: Something is past its last day'
    expect(await on('2026-11-27')).toEqual([])
    expect(await on('2026-11-28')).toEqual([read, sign])
    expect(server.received.at(-1)!.mail.text).toMatch(/Please do this by \d+\s(November|December)/)
    expect(await on('2026-11-30')).toEqual([])
    expect(await on('2026-12-02')).toEqual([read, sign])
    expect(await on('2026-12-04')).toEqual([])
    expect(await on('2026-12-06')).toEqual([late])
    expect(await on('2026-12-07')).toEqual([])
  })
})
