import { describe, expect, test } from 'vitest'
import { remindPeople } from '../../../src/exchange/mail/reminders/remind-people.ts'
import { reminderOn } from '../../../src/exchange/mail/reminders/reminder.ts'
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
    // What was signed already has told so.
    await sendMessages(world.services)
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

test('what was decided is reminded of seven and three days before the last day to appeal, unless somebody has appealed', async () => {
  const server = await startMailServer()
  const world = await newWorld({ mail: server.mailer })
  const step = given(world)
  const admin = world.as({ school: world.school, role: 'admin' })
  await admin.patch('/v1/settings').set('if-match', '*').send({ mail: 'all', appealWindowDays: 20 })
  const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
  const decide = async (email: string, over = {}) => {
    const learner = await step.person({ email, ...over })
    return step.certificate(outcomes, { learnerId: learner.id, guardian: 'guardianName' in over })
  }
  await decide('waits@example.org')
  const guardian = { guardianName: 'Guardian One', guardianEmail: 'guards@example.org' }
  await decide('minor@example.org', { birthDate: null, ofAge: false, ...guardian })
  const { recognitionId } = await decide('appeals@example.org')
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const link = await step.ok(
    coordinator.post(`/v1/recognitions/${recognitionId}/appeal-links`).send({ party: 'learner' }),
  )
  const complaint = { kind: 'complaint', grounds: 'It took a year.', name: 'Learner One' }
  await step.ok(world.anyone.post(new URL(String(link.url)).pathname).send(complaint))
  await sendMessages(world.services)
  const decided = world.clock.now
  const after = async (days: number) => {
    world.clock.now = decided
    world.clock.advance(days)
    const before = server.received.length
    await remindPeople(world.services)
    await remindPeople(world.services)
    await sendMessages(world.services)
    return server.received
      .slice(before)
      .map(({ to, mail }) => `${to}: ${mail.subject!.split(' / ')[1]}`)
      .sort()
  }
  // The guardian of a minor is reminded too, also where nobody knows when the minor was born.
  const told = ['guards', 'minor', 'waits'].map(
    (who) => `${who}@example.org: Reminder: It is decided: see it, and appeal if you do not agree`,
  )
  expect(await after(12)).toEqual([])
  expect([await after(13), await after(17), await after(18), await after(21)]).toEqual([told, told, [], []])
  expect(server.received.at(-1)!.mail.text).not.toContain('not done yet')
})
