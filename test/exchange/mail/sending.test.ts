import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { type MailServer, startMailServer } from '../../setup/mail-server.ts'
import { newMessage } from '../../setup/message.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

const MINUTES = 1 / 1440

describe('a message that is sent', () => {
  let server: MailServer
  let world: World
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const messageOf = async (id: string) =>
    ((await coordinator().get('/v1/messages?limit=200')).body.items as Body[]).find((one) => one.id === id)!
  const linesOf = async (id: string) =>
    ((await coordinator().get(`/v1/audit?subject=${id}`)).body.items as Body[]).map(({ action }) => action)

  beforeEach(async () => {
    server = await startMailServer()
    world = await newWorld({ mail: server.mailer })
  })

  test('is tried again after a minute, ten, an hour, six hours and a day, and then given up', async () => {
    server.answer = () => ({ code: 451, text: '4.7.1 coordinator.two@example.org is greylisted' })
    const id = await newMessage(world, 'queued')
    for (const minutes of [1, 10, 60, 360, 1440]) {
      await sendMessages(world.services)
      expect(await messageOf(id)).toMatchObject({ state: 'queued', problem: '451 4.7.1' })
      world.clock.advance((minutes - 0.5) * MINUTES)
      const { attempts } = await messageOf(id)
      await sendMessages(world.services)
      expect((await messageOf(id)).attempts).toBe(attempts)
      world.clock.advance(1 * MINUTES)
    }
    await sendMessages(world.services)
    expect(await messageOf(id)).toMatchObject({ state: 'failed', attempts: 6 })
    expect((await linesOf(id)).at(-1)).toBe('message.give-up')
    const audit = (await coordinator().get(`/v1/audit?subject=${id}`)).text
    expect(audit).not.toContain('@')
  })

  test('comes back where there is no such address, and nothing more goes there until it is changed', async () => {
    server.answer = () => ({ code: 550, text: '5.1.1 coordinator.two@example.org is unknown' })
    const id = await newMessage(world, 'queued')
    await sendMessages(world.services)
    expect(await messageOf(id)).toMatchObject({ state: 'bounced', problem: '550 5.1.1' })
    server.answer = () => null
    const again = (await coordinator().post(`/v1/messages/${id}/resend`)).body.id
    await sendMessages(world.services)
    expect(await messageOf(again)).toMatchObject({ state: 'suppressed' })
    const { to } = (await messageOf(id)) as { to: Body }
    await world
      .as({ school: world.school, role: 'admin' })
      .patch(`/v1/members/${to.memberId}`)
      .set('if-match', '*')
      .send({ email: 'coordinator.new@example.org' })
    const third = (await coordinator().post(`/v1/messages/${id}/resend`)).body.id
    await sendMessages(world.services)
    expect(await messageOf(third)).toMatchObject({ state: 'sent' })
    expect(server.received.map((one) => one.to)).toEqual(['coordinator.new@example.org'])
  })

  test('comes back later, as a provider tells, by what it was returned to', async () => {
    const id = await newMessage(world, 'queued')
    await sendMessages(world.services)
    const admin = world.as({ school: world.stranger, role: 'admin' })
    const events = [
      { message: server.received[0]!.from, event: 'bounced', code: '5.1.1' },
      { message: `<${crypto.randomUUID()}@example.org>`, event: 'bounced' },
    ]
    const told = await admin.post('/v1/mail-events').send({ events })
    expect(told.body).toEqual({ noted: 1, unknown: 1 })
    expect((await admin.post('/v1/mail-events').send({ events })).body).toEqual({ noted: 0, unknown: 1 })
    expect(await messageOf(id)).toMatchObject({ state: 'bounced', problem: '5.1.1' })
    expect(await linesOf(id)).toEqual(['message.attempt', 'message.send', 'message.bounce'])
  })

  test('waits, with the whole queue, while the server cannot be reached, and is not counted against it', async () => {
    const ids = [await newMessage(world, 'queued'), await newMessage(world, 'queued')]
    await server.stop()
    await sendMessages(world.services)
    for (const id of ids) expect(await messageOf(id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect((await world.anyone.get('/readyz')).status).toBe(200)
    const other = await startMailServer()
    const services = { ...world.services, mail: other.mailer }
    await sendMessages(services)
    expect(other.received).toHaveLength(0)
    world.clock.advance(2 * MINUTES)
    await sendMessages(services)
    expect(other.received).toHaveLength(2)
  })

  test('goes out once, whoever else is at it', async () => {
    server.slowMs = 30
    for (let each = 0; each < 8; each++) await newMessage(world, 'queued')
    await Promise.all([1, 2, 3, 4].map(() => sendMessages(world.services)))
    const ids = server.received.map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(8)
    expect(new Set(ids).size).toBe(8)
  })

  test('goes out after all where the process that claimed it has died, under the same Message-ID', async () => {
    const id = await newMessage(world, 'queued')
    const lost = new Date(world.clock.now.getTime() + 180_000)
    await world.services.db.owner.execute(
      sql`update messages set leased_until = ${lost.toISOString()}, attempts = 1 where id = ${id}`,
    )
    await sendMessages(world.services)
    expect(server.received).toHaveLength(0)
    expect((await coordinator().post(`/v1/messages/${id}/cancellation`)).status).toBe(409)
    world.clock.advance(4 * MINUTES)
    await sendMessages(world.services)
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual([`<${id}@school.example.org>`])
  })

  test('names the organisation as it wishes, and takes answers where it says', async () => {
    const settings = {
      mailFromName: 'Parauga tehnikuma Erasmus+ birojs',
      mailReplyTo: 'erasmus@example.org',
      mailTexts: [
        { template: 'overdue', lv: 'Birojs ir otrajā stāvā.', en: 'The office is on the <second> floor.' },
      ],
    }
    const admin = world.as({ school: world.school, role: 'admin' })
    expect((await admin.patch('/v1/settings').set('if-match', '*').send(settings)).status).toBe(200)
    await newMessage(world, 'queued')
    await sendMessages(world.services)
    const { mail } = server.received[0]!
    expect(mail.from?.value[0]?.name).toBe(settings.mailFromName)
    expect(mail.replyTo?.value[0]?.address).toBe(settings.mailReplyTo)
    expect(mail.text).toContain('Birojs ir otrajā stāvā.')
    expect(mail.html).toContain('The office is on the &#60;second&#62; floor.')
    const audit = await admin.get('/v1/audit?action=settings.change&limit=200')
    expect(audit.text).not.toContain('erasmus@example.org')
  })
})
