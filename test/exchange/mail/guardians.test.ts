import { beforeAll, expect, test } from 'vitest'
import { remindPeople } from '../../../src/exchange/mail/reminders/remind-people.ts'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { given } from '../../setup/given.ts'
import { startMailServer } from '../../setup/mail-server.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

const one = 'guardian.one@example.org'
const two = 'guardian.two@example.org'
const both = {
  birthDate: '2010-05-14',
  guardianName: 'Guardian One',
  guardianEmail: one,
  secondGuardianName: 'Guardian Two',
  secondGuardianEmail: two,
}

let world: World
let received: Awaited<ReturnType<typeof startMailServer>>['received']
const step = () => given(world)
const settle = (settings: Record<string, unknown>) =>
  step().ok(
    world
      .as({ school: world.school, role: 'admin' })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send(settings),
  )

beforeAll(async () => {
  const server = await startMailServer()
  received = server.received
  world = await newWorld({ mail: server.mailer })
})

/** What was sent to guardians while something was done, as recipient and what it is about. */
async function mailed(done: () => Promise<unknown>) {
  await sendMessages(world.services)
  const before = received.length
  await done()
  await sendMessages(world.services)
  return received
    .slice(before)
    .map(({ to, mail }) => [String(to), mail.subject!.split(' / ')[1]])
    .sort()
}

test('both are reminded of a signature that is missing, each of their own, and not who has signed', async () => {
  await settle({ mail: 'all', bothGuardians: true })
  const learner = await step().person(both)
  const { id } = await step().mobility({
    learnerId: learner.id,
    startsOn: '2026-12-05',
    endsOn: '2026-12-20',
  })
  const { hash } = await step().draft(id)
  await step().sign(id, hash, [])
  const now = world.clock.now
  world.clock.now = new Date('2026-11-28T10:00:00Z')
  const subject = 'Reminder: A learning agreement waits for your signature'
  expect(await mailed(() => remindPeople(world.services))).toEqual([
    [one, subject],
    [two, subject],
  ])
  const listed = await step().ok(
    world.as({ school: world.school, role: 'coordinator' }).get(`/v1/messages?personId=${learner.id}`),
  )
  expect((listed.items as { to: object }[]).map(({ to }) => to)).toEqual([
    expect.objectContaining({ party: 'guardian', secondGuardian: false }),
    expect.objectContaining({ party: 'guardian', secondGuardian: true }),
  ])
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const link = await step().ok(
    coordinator.post(`/v1/mobilities/${id}/agreement/links`).send({ party: 'guardian' }),
  )
  const signing = { name: 'Guardian One', accept: true, hash }
  await step().ok(world.anyone.post(new URL(String(link.url)).pathname).send(signing))
  world.clock.now = new Date('2026-12-02T10:00:00Z')
  expect(await mailed(() => remindPeople(world.services))).toEqual([[two, subject]])
  world.clock.now = now
})

test('both are told what is decided and issued, and reminded of the last day to appeal', async () => {
  await settle({ mail: 'all', bothGuardians: false, appealWindowDays: 20 })
  const learner = await step().person(both)
  const told = await mailed(() =>
    step().certificate([{ competence: '1.1', baseline: 2, target: 4 }], {
      learnerId: learner.id,
      guardian: true,
    }),
  )
  const said = (address: string) => told.filter(([to]) => to === address).map(([, subject]) => subject)
  expect(said(one)).toEqual(expect.arrayContaining(['It is decided: see it, and appeal if you do not agree']))
  expect(said(two)).toEqual(said(one).filter((subject) => !/signed/.test(String(subject))))
  const now = world.clock.now
  world.clock.advance(13)
  const reminder = 'Reminder: It is decided: see it, and appeal if you do not agree'
  expect(await mailed(() => remindPeople(world.services))).toEqual([
    [one, reminder],
    [two, reminder],
  ])
  world.clock.now = now
})

test('both are told that a learner under 18 shares a certificate', async () => {
  await settle({ mail: 'asked' })
  const learner = await step().person(both)
  const certificate = await step().certificate([{ competence: '1.1', baseline: 2, target: 4 }], {
    learnerId: learner.id,
    guardian: true,
  })
  const page = await pageOf(world, learner.id)
  const share = () =>
    step().ok(
      world.anyone.post(`${page}/holder/${certificate.id}/shares`).send({ level: 'validity', days: 7 }),
    )
  expect((await mailed(share)).map(([to]) => to)).toEqual([one, two])
})
