import { sql } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { sendWebhooks } from '../../../src/exchange/webhooks/send-webhooks.ts'
import { postOutside } from '../../../src/platform/outgoing/post-outside.ts'
import { numberAll, rowsOf } from '../../custody/ledger/numbered.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { newReceiver } from './receiver.ts'

type Body = Record<string, unknown> & { id: string; secret: string }
type Delivery = {
  id: string
  messageId: string
  type: string
  state: string
  attempts: number
  position: number
  problem: string | null
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

let world: World
let step: ReturnType<typeof given>
beforeEach(async () => {
  world = await newWorld()
  // Receivers look at the clock of this machine.
  world.clock.now = new Date()
  step = given(world)
})

const admin = () => world.as({ school: world.school, role: 'admin' })
const register = async (url: string, types: string[] | null = ['person.registered']) =>
  (await step.ok(admin().post('/v1/webhooks').send({ url, types }))) as Body
const deliveriesOf = async (id: string) =>
  (await step.ok(admin().get(`/v1/webhooks/${id}/deliveries`))).items as Delivery[]
const read = async (id: string) => (await step.ok(admin().get(`/v1/webhooks/${id}`))) as Body
const turn = async () => {
  await numberAll(world)
  await sendWebhooks(world.services)
}
const later = (seconds: number) => world.clock.advance(seconds / 86_400)
const idsIn = (received: { body: string }[]) =>
  received.map(({ body }) => (JSON.parse(body) as { data: { subject: { id: string } } }).data.subject.id)

describe('a webhook', () => {
  test('is told of what happens, in order, signed so that software of others takes it, and by no more than ids', async () => {
    await step.person()
    await numberAll(world)
    const receiver = await newReceiver()
    const { secret } = await register(receiver.url)
    const made = [await step.person(), await step.person(), await step.person()]
    await turn()
    expect(idsIn(receiver.received)).toEqual(made.map(({ id }) => id))
    const [first] = receiver.received
    const headers = first!.headers as Record<string, string>
    const event = new Webhook(secret).verify(first!.body, headers) as { type: string; data: { id: string } }
    expect([event.type, headers['webhook-id']]).toEqual(['person.registered', event.data.id])
    expect(() => new Webhook(secret).verify(`${first!.body} `, headers)).toThrow()
    for (const { familyName } of made) expect(first!.body).not.toContain(familyName)
    await turn()
    expect(receiver.received).toHaveLength(3)
  })

  test('that does not take something is sent it again, first of all, after 5 seconds, 5 minutes and so on for 75 hours, then no more', async () => {
    const receiver = await newReceiver((response) => response.writeHead(500).end())
    const { id } = await register(receiver.url)
    const learner = await step.person()
    await step.person()
    const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for (const wait of waits) {
      await turn()
      const dueAt = String((await read(id)).dueAt)
      const seconds = (new Date(dueAt).getTime() - world.clock.now.getTime()) / 1000
      expect(Math.abs(seconds - wait)).toBeLessThanOrEqual(wait * 0.1 + 0.01)
      later(seconds - 0.5)
      await sendWebhooks(world.services)
      later(1)
    }
    expect(receiver.received).toHaveLength(9)
    await turn()
    expect(receiver.received).toHaveLength(10)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(idsIn(receiver.received.slice(0, 1))).toEqual([learner.id])
    expect(await read(id)).toMatchObject({ state: 'disabled', problem: 'status-500' })
    later(86_400)
    await turn()
    expect(receiver.received).toHaveLength(10)
  })

  test('that was disabled goes on where it was, once somebody says so', async () => {
    const receiver = await newReceiver((response) => response.writeHead(410).end())
    const { id } = await register(receiver.url)
    const made = [await step.person(), await step.person()]
    await turn()
    expect(await read(id)).toMatchObject({ state: 'disabled', problem: 'status-410' })
    expect(receiver.received).toHaveLength(1)
    receiver.answer = (response) => response.writeHead(200).end()
    await step.ok(admin().patch(`/v1/webhooks/${id}`).set('if-match', '*').send({ active: true }))
    await turn()
    expect(idsIn(receiver.received.slice(1))).toEqual(made.map((each) => each.id))
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  })

  test('says itself when it wants to be asked again, for no longer than a day', async () => {
    const receiver = await newReceiver((response) => response.writeHead(429, { 'retry-after': '600' }).end())
    const { id } = await register(receiver.url)
    await step.person()
    await turn()
    const due = async () =>
      (new Date(String((await read(id)).dueAt)).getTime() - world.clock.now.getTime()) / 1000
    expect(await due()).toBe(600)
    receiver.answer = (response) => response.writeHead(503, { 'retry-after': '99999999' }).end()
    later(601)
    await turn()
    expect(await due()).toBe(86_400)
  })

  test('is signed to with both secrets for a time', async () => {
    const receiver = await newReceiver()
    const { id, secret } = await register(receiver.url)
    const renewed = (await step.ok(
      admin().post(`/v1/webhooks/${id}/secrets`).send({ overlapHours: 2 }),
    )) as Body
    await step.person()
    await turn()
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    for (const known of [secret, renewed.secret])
      expect(() => new Webhook(known).verify(body, headers as Record<string, string>)).not.toThrow()
    later(3 * 3600)
    await step.person()
    await turn()
    expect(String(receiver.received[1]!.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  test('is told of the types that it asked for alone, and of what its organisation may know of', async () => {
    const [all, some, other] = [await newReceiver(), await newReceiver(), await newReceiver()]
    await register(all.url, null)
    await register(some.url, ['mobility.registered'])
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    await step.ok(stranger.post('/v1/webhooks').send({ url: other.url }))
    await step.mobility()
    await turn()
    expect(all.received.length).toBeGreaterThan(2)
    expect(some.received.map(({ body }) => JSON.parse(body).type)).toEqual(['mobility.registered'])
    expect(other.received.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.registered'])
  })

  test('that hangs delays no other, and no request; it is given up after its time', async () => {
    world.services.outside = postOutside({ loopback: true, withinMs: 6000 })
    const slow = await newReceiver(() => {})
    const quick = await newReceiver()
    const { id } = await register(slow.url)
    await register(quick.url)
    await step.person()
    await turn()
    expect(quick.received).toHaveLength(1)
    const began = performance.now()
    await step.person()
    await turn()
    expect(quick.received).toHaveLength(2)
    expect(performance.now() - began).toBeLessThan(5000)
    await pause(5000)
    expect(await read(id)).toMatchObject({ problem: 'too-slow' })
    expect(slow.received).toHaveLength(1)
  })

  test.each<[string, Parameters<typeof newReceiver>[0], string]>([
    [
      'redirects',
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'status-302',
    ],
    [
      'says that it sends more than it does',
      (response) => {
        response.writeHead(200, { 'content-length': '100000' })
        response.write('short')
        setTimeout(() => response.destroy(), 50)
      },
      'no-connection',
    ],
    ['breaks off', (response) => response.destroy(), 'no-connection'],
  ])('that %s has not taken it', async (_title, answer, problem) => {
    const receiver = await newReceiver(answer)
    const { id } = await register(receiver.url)
    await step.person()
    await turn()
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting', attempts: 1, problem }])
  })

  test('whose answer does not end is read no further than 16 kB', async () => {
    let written = 0
    const receiver = await newReceiver((response) => {
      response.writeHead(200)
      const timer = setInterval(() => {
        response.write('x'.repeat(8192))
        written += 8192
      }, 5)
      response.on('close', () => clearInterval(timer))
    })
    const { id } = await register(receiver.url)
    await step.person()
    await turn()
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered' }])
    const before = written
    await pause(200)
    expect(written - before).toBeLessThan(100_000)
  })

  test('is sent again what its process did not come to write down, with the same id', async () => {
    const receiver = await newReceiver()
    await register(receiver.url)
    await step.person()
    await numberAll(world)
    const { outside, db } = world.services
    // The process ends between the answer of the receiver and what it would write down.
    world.services.outside = {
      ...outside,
      post: (sent) => outside.post(sent).then(() => new Promise(() => {})),
    }
    await sendWebhooks({ ...world.services, db: { ...db, owner: Object.create(db.owner) } })
    world.services.outside = outside
    await turn()
    expect(receiver.received).toHaveLength(1)
    later(61)
    await turn()
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  test('is sent to by one process at a time, each event once', async () => {
    const receiver = await newReceiver((response) => setTimeout(() => response.writeHead(204).end(), 5))
    await register(receiver.url)
    const made: string[] = []
    for (let n = 0; n < 12; n++) made.push((await step.person()).id as string)
    await numberAll(world)
    const { db } = world.services
    const process = () => sendWebhooks({ ...world.services, db: { ...db, owner: Object.create(db.owner) } })
    await Promise.all([process(), process(), process()])
    await turn()
    expect(idsIn(receiver.received)).toEqual(made)
  })

  test('is pinged before everything that waits, which is tried again then', async () => {
    const receiver = await newReceiver((response) => response.writeHead(500).end())
    const { id } = await register(receiver.url)
    await step.person()
    await turn()
    receiver.answer = (response) => response.writeHead(200).end()
    await step.ok(admin().post(`/v1/webhooks/${id}/ping`))
    await turn()
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
      'person.registered',
      'ping',
      'person.registered',
    ])
  })

  test('is sent again one, a range, or everything since a position', async () => {
    const receiver = await newReceiver()
    const { id, position } = await register(receiver.url)
    const made = [await step.person(), await step.person(), await step.person()].map((each) =>
      String(each.id),
    )
    await turn()
    const sent = await deliveriesOf(id)
    const again = async (body: object) => {
      receiver.received.length = 0
      const answer = await step.ok(admin().post(`/v1/webhooks/${id}/replays`).send(body))
      await turn()
      return [answer.queued, ...idsIn(receiver.received)]
    }
    expect(await again({ deliveryId: sent[1]!.id })).toEqual([1, made[1]])
    const second = sent[1]!.position
    expect(await again({ after: position, upTo: second })).toEqual([2, made[0], made[1]])
    expect(await again({ after: second })).toEqual([null, made[2]])
  })

  test('that is ended is sent nothing more, and stays so', async () => {
    const receiver = await newReceiver()
    const { id } = await register(receiver.url)
    await step.person()
    await step.ok(admin().post(`/v1/webhooks/${id}/end`))
    await step.ok(admin().post(`/v1/webhooks/${id}/end`))
    await turn()
    expect(receiver.received).toEqual([])
    const { status } = await admin().patch(`/v1/webhooks/${id}`).set('if-match', '*').send({ active: true })
    expect(status).toBe(409)
  })

  test('keeps its secret from whoever reads the database, and from other organisations', async () => {
    const { id, secret } = await register('https://school.example.org/events')
    const rows = await rowsOf(world.services.db.owner, sql`select * from webhooks`)
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    for (const path of ['', '/deliveries'])
      expect((await stranger.get(`/v1/webhooks/${id}${path}`)).status).toBe(404)
    expect((await stranger.get('/v1/webhooks')).body.items).toEqual([])
    expect((await world.as({ school: world.school, role: 'coordinator' }).get('/v1/webhooks')).status).toBe(
      403,
    )
  })

  test('tells the administrators who can be reached when it is disabled', async () => {
    await world.services.db.owner.execute(
      sql`update members set email = 'admin.one@example.org' where id = ${world.school.members.admin}`,
    )
    const receiver = await newReceiver((response) => response.writeHead(410).end())
    const { id } = await register(receiver.url)
    await step.person()
    await turn()
    const { items } = await step.ok(admin().get(`/v1/messages?memberId=${world.school.members.admin}`))
    expect(items).toMatchObject([{ template: 'webhook-disabled', state: 'queued' }])
    const work = async () =>
      (
        (await step.ok(admin().get('/v1/work'))).items as {
          kind: string
          id: string
          tasks: { code: string }[]
        }[]
      )
        .filter(({ kind }) => kind === 'webhook')
        .map((item) => [item.id, item.tasks[0]?.code])
    expect(await work()).toEqual([[id, 'mend-webhook']])
    await step.ok(admin().patch(`/v1/webhooks/${id}`).set('if-match', '*').send({ active: false }))
    expect(await work()).toEqual([[id, 'mend-webhook']])
    await step.ok(admin().post(`/v1/webhooks/${id}/end`))
    expect(await work()).toEqual([])
  })
})
