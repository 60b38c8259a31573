import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeLine } from '../../../src/custody/ledger/write-line.ts'
import { asTenant } from '../../../src/db/tenancy.ts'
import { eventNames } from '../../../src/exchange/events/event-types.ts'
import { numberAll, rowsOf } from '../../custody/ledger/numbered.ts'
import { given } from '../../setup/given.ts'
import { keyed } from '../../setup/statements.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

type Event = {
  id: string
  position: number
  type: string
  subject: { type: string; id: string; url: string }
  mobilityId: string | null
  recognitionId: string | null
  hostingOrganisationId: string | null
  organisationId: string
}
type Page = { items: Event[]; position: number; more: boolean }

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Everything that a reader is told from the beginning, and the positions that it was given. */
async function everyEvent(world: World, school: School, query = ''): Promise<Event[]> {
  const items: Event[] = []
  for (let after = 0, more = true; more; ) {
    const { body, status, text } = await world
      .as({ school, role: 'coordinator' })
      .get(`/v1/events?after=${after}&limit=50${query}`)
    if (status !== 200) throw new Error(text)
    const page = body as Page
    items.push(...page.items)
    ;({ position: after, more } = page)
  }
  return items
}

describe('the events of everything that can be done', () => {
  let world: World
  let events: Event[]
  beforeAll(async () => {
    world = keyed(await newWorld({ eudiWallets: true }))
    await walkEverything(world)
    await numberAll(world)
    events = await everyEvent(world, world.school)
  }, 300_000)

  test('are told once, in their order, and name nobody', async () => {
    const positions = events.map(({ position }) => position)
    expect(positions.length).toBeGreaterThan(300)
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
    const said = JSON.stringify(events)
    const names = await rowsOf<{ said: string }>(
      world.services.db.owner,
      sql`select unnest(array[family_name, given_name, email, guardian_name, guardian_email, birth_date::text,
          second_guardian_name, second_guardian_email, external_id]) as said from people
        union select unnest(array[name, email]) from members union select name from organisations`,
    )
    const personal = names.map((row) => row.said).filter((name) => name && name.length > 2)
    expect(personal.length).toBeGreaterThan(20)
    expect(personal.filter((name) => said.includes(name))).toEqual([])
  })

  test('are of as many types as can happen by being asked for, revocation, replacement, erasure and the end of a share among them', () => {
    const types = new Set(events.map(({ type }) => type))
    expect([...types].filter((type) => !(eventNames as string[]).includes(type))).toEqual([])
    expect([...types]).toEqual(
      expect.arrayContaining(['certificate.revoked', 'certificate.issued', 'person.erased', 'share.ended']),
    )
    expect(types.size).toBeGreaterThan(70)
  })

  test('lead to where the thing is read', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const addresses = new Map(events.map(({ subject, type }) => [new URL(subject.url).pathname, type]))
    const dead: string[] = []
    for (const [path, type] of addresses) {
      const client = /^.v1.(clients|members|webhooks)/.test(path) ? admin : coordinator
      const { status } = await client.get(path)
      if (status !== 200 && !(status === 404 && path.startsWith('/v1/people/')))
        dead.push(`${type}: ${path} ${status}`)
    }
    expect(dead).toEqual([])
  })

  test('are told to the host of what it has a part in alone, and to a stranger not at all', async () => {
    const atHost = await everyEvent(world, world.host)
    expect(await unseenOf(world.host, atHost)).toEqual([])
    const ofCases = atHost.filter(({ recognitionId }) => recognitionId)
    expect(ofCases.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['certificate.issued', 'certificate.revoked', 'recognition.opened']),
    )
    expect(JSON.stringify(atHost)).not.toMatch(/"(person|client|share|settings|message|question)[.]/)
    const strangers = await everyEvent(world, world.stranger)
    expect(await unseenOf(world.stranger, strangers)).toEqual([])
    expect(strangers.length).toBeLessThan(20)
  })

  /** Of which of these an organisation may not read the mobility, nor hosted the case. */
  async function unseenOf(reader: School, told: Event[]): Promise<string[]> {
    const unseen: string[] = []
    for (const { type, organisationId, hostingOrganisationId, mobilityId, subject } of told) {
      if ([organisationId, hostingOrganisationId].includes(reader.id) || subject.type === 'partnership')
        continue
      const { status } = await world
        .as({ school: reader, role: 'coordinator' })
        .get(`/v1/mobilities/${mobilityId}`)
      if (status !== 200) unseen.push(type)
    }
    return unseen
  }

  test('are told by type, and a type that there is not is refused', async () => {
    const some = await everyEvent(world, world.school, '&types=certificate.revoked,person.erased')
    expect(some.map(({ id }) => id)).toEqual(
      events.flatMap(({ id, type }) => (/^(certificate.revoked|person.erased)$/.test(type) ? [id] : [])),
    )
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const { status, body } = await coordinator.get('/v1/events?types=certificate.revoked,nothing.done')
    expect([status, body.errors.length]).toEqual([400, 1])
  })
})

describe('the feed of events', () => {
  let world: World
  beforeEach(async () => {
    world = await newWorld()
  })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const ask = async (query: string) =>
    (await coordinator().get(`/v1/events?${query}`).expect(200)).body as Page

  /** Writes that something of a new id was done, and keeps the transaction open until `held` is over. */
  async function offerSlowly(held: Promise<unknown>): Promise<string> {
    const tenant = { organisationId: world.school.id, memberId: null }
    const actor = { ...tenant, clientId: null, personId: null }
    const ctx = { actor, now: () => world.clock.now, requestId: 'test' }
    const subjectId = uuidv7()
    await asTenant(world.services.db, tenant, async (tx) => {
      await writeLine(tx, ctx, { action: 'person.register', subjectId })
      await held
    })
    return subjectId
  }

  test('shows two that are committed the other way round than they began, each once', async () => {
    const slow = Promise.withResolvers<void>()
    const early = offerSlowly(slow.promise)
    await pause(100)
    const late = await offerSlowly(Promise.resolve())
    await world.services.db.owner.execute(sql`select number_ledger()`)
    const first = await ask('after=0')
    slow.resolve()
    const held = await early
    await numberAll(world)
    const second = await ask(`after=${first.position}`)
    const seen = [...first.items, ...second.items].map(({ subject }) => subject.id)
    expect(seen).toEqual([held, late])
  })

  test('without a position begins now', async () => {
    await given(world).person()
    await numberAll(world)
    const { items, position } = await ask('limit=1')
    expect(items).toEqual([])
    const learner = await given(world).person()
    await numberAll(world)
    const next = await ask(`after=${position}`)
    expect(next.items.map(({ type, subject }) => [type, subject.id])).toEqual([
      ['person.registered', learner.id],
    ])
    expect(next.more).toBe(false)
  })

  test('waits for what comes, holds no connection meanwhile, and answers as soon as it is there', async () => {
    await numberAll(world)
    const { position } = await ask('')
    const waiting = Array.from({ length: 20 }, () => ask(`after=${position}&wait=20`))
    await pause(700)
    // The pool has eight: were they held, nobody else would come through.
    const learner = await given(world).person()
    const began = performance.now()
    await numberAll(world)
    const told = await Promise.all(waiting)
    expect(performance.now() - began).toBeLessThan(8000)
    expect(told.map(({ items }) => items.map(({ subject }) => subject.id))).toEqual(
      Array.from({ length: 20 }, () => [learner.id]),
    )
  })

  test('answers that there was nothing when the time is over, and when the service stops', async () => {
    await numberAll(world)
    const { position } = await ask('')
    expect(await ask(`after=${position}&wait=1`)).toEqual({ items: [], position, more: false })
    const began = performance.now()
    const waiting = ask(`after=${position}&wait=25`)
    await pause(500)
    await world.app.close()
    expect((await waiting).items).toEqual([])
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('is closed to whoever loses the right while they wait', async () => {
    await numberAll(world)
    const { position } = await ask('')
    const waiting = coordinator().get(`/v1/events?after=${position}&wait=20`)
    const answered = waiting.then(({ status }) => status)
    await pause(600)
    await world.services.db.owner.execute(
      sql`update members set roles = '{mentor}' where id = ${world.school.members.coordinator}`,
    )
    await offerSlowly(Promise.resolve())
    await numberAll(world)
    expect(await answered).toBe(403)
  })

  test('says of what is older than 30 days how to go on, and the lists give a position from which it does', async () => {
    await given(world).person()
    await numberAll(world)
    world.clock.advance(31)
    const late = await given(world).person()
    await numberAll(world)
    const { status, body } = await coordinator().get('/v1/events?after=0')
    expect([status, body.type]).toEqual([410, 'urn:problem:gone'])
    const list = (await coordinator().get('/v1/people?after=0').expect(200)).body as { position: number }
    expect((await ask(`after=${list.position}`)).items).toEqual([])
    expect((await ask(`after=${list.position - 1}`)).items.map(({ subject }) => subject.id)).toEqual([
      late.id,
    ])
    expect((await coordinator().get(`/v1/events?after=${list.position + 1}`)).status).toBe(410)
  })
})
