import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { numberLedger } from '../../../src/custody/ledger/store.ts'
import { openDatabase, type Tx } from '../../../src/db/client.ts'
import { afterwards } from '../../setup/afterwards.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { follower, numberAll, registerSlowly, rowsOf, sinceReader } from './numbered.ts'

const idsOf = (items: { id: string }[]) => items.map(({ id }) => id)
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A promise that is over when it is let go. */
function latch(): { held: Promise<unknown>; letGo: (value?: unknown) => void } {
  const { promise, resolve } = Promise.withResolvers()
  return { held: promise, letGo: resolve }
}

let world: World
beforeEach(async () => {
  world = await newWorld()
})

describe('the order of the ledger', () => {
  test('is the one in which transactions became visible: a reader by position misses none, one by number or by time does', async () => {
    const { owner } = world.services.db
    const audit = follower(world, '/v1/audit', 'auditor')
    const people = follower(world, '/v1/people')
    const bySince = sinceReader(world, '/v1/people')
    let lastSeq = 0
    const bySeq = async () => {
      const lines = await rowsOf<{ seq: string; subject_id: string }>(
        owner,
        sql`select seq, subject_id from ledger where seq > ${lastSeq} order by seq`,
      )
      lastSeq = Number(lines.at(-1)?.seq ?? lastSeq)
      return lines.map((line) => line.subject_id)
    }
    const slow = latch()
    const early = registerSlowly(world, 'Early', slow.held)
    await pause(100)
    const late = await registerSlowly(world, 'Late', pause(0))
    await numberLedger(owner)
    const seen = { audit: await audit(), people: await people(), since: await bySince(), seq: await bySeq() }
    slow.letGo()
    const held = await early
    await numberAll(world)
    const subjects = [...seen.audit, ...(await audit())].map((line) => 'subjectId' in line && line.subjectId)
    expect(subjects).toEqual([held, late])
    expect(idsOf([...seen.people, ...(await people())])).toEqual([held, late])
    expect(idsOf([...seen.since, ...(await bySince())])).not.toContain(held)
    expect([...seen.seq, ...(await bySeq())]).toEqual([late])
  })

  test('has no gap when two number at once, and none is missed while eight write and one reads', async () => {
    const writing = new AbortController()
    const made: string[] = []
    const seen: string[] = []
    const { db } = world.services
    const other = await openDatabase({ databaseUrl: db.url, databasePool: 8, dataDir: '' })
    afterwards(() => other.close())
    const elsewhere = { ...world, services: { ...world.services, db: other } }
    const writer = async (where: World) => {
      while (!writing.signal.aborted) {
        made.push(await registerSlowly(where, 'Learner', pause(Math.random() * 20)))
        if (made.length > 60 && seen.length > 0) writing.abort()
      }
    }
    const numberer = async (owner: Tx) => {
      while (!writing.signal.aborted) await numberLedger(owner)
    }
    const read = follower(world, '/v1/people')
    const reader = async () => {
      while (!writing.signal.aborted) seen.push(...idsOf(await read()))
    }
    const eight = [world, elsewhere].flatMap((where) => Array.from({ length: 4 }, () => writer(where)))
    await Promise.all([...eight, numberer(db.owner), numberer(other.owner), reader()])
    expect(seen.length).toBeGreaterThan(0)
    await numberAll(world)
    seen.push(...idsOf(await read()))
    expect(made.length).toBeGreaterThan(50)
    expect(seen.toSorted()).toEqual(made.toSorted())
    const lines = await rowsOf<{ position: string }>(
      db.owner,
      sql`select position from ledger order by tx, seq`,
    )
    expect(lines.map((line) => Number(line.position))).toEqual(lines.map((_, index) => index + 1))
  })

  test('goes on where it was when the database is restored in a cluster that counts anew', async () => {
    const { owner } = world.services.db
    const read = follower(world, '/v1/people')
    await registerSlowly(world, 'Numbered', pause(0))
    await numberAll(world)
    await read()
    const unnumbered = await registerSlowly(world, 'Unnumbered', pause(0))
    await owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const table of ['ledger', 'people'])
        await tx.execute(
          sql.raw(
            `update ${table} set ${table === 'ledger' ? 'tx = tx' : 'changed_in = changed_in'} + 1000000000`,
          ),
        )
      await tx.execute(sql`update ledger_numbering set tx = tx + 1000000000`)
    })
    await numberAll(world)
    expect(idsOf(await read())).toEqual([unnumbered])
    const after = await registerSlowly(world, 'After', pause(0))
    await numberAll(world)
    expect(idsOf(await read())).toEqual([after])
  })

  test('is never written by hand: a line gets its position once, and nothing else of it changes', async () => {
    const { owner } = world.services.db
    await registerSlowly(world, 'Learner', pause(0))
    const refused = { cause: { message: 'ledger is append-only' } }
    await expect(owner.execute(sql`update ledger set position = 7, reason = 'x'`)).rejects.toMatchObject(
      refused,
    )
    await expect(owner.execute(sql`update ledger set reason = 'x'`)).rejects.toMatchObject(refused)
    await expect(owner.execute(sql`delete from ledger`)).rejects.toMatchObject(refused)
    await numberAll(world)
    await expect(owner.execute(sql`update ledger set position = 7`)).rejects.toMatchObject(refused)
    await expect(owner.execute(sql`update ledger set position = null`)).rejects.toMatchObject(refused)
    const columns = sql`id, organisation_id, action, subject_id, at, request_id, details`
    const own = sql`insert into ledger (position, ${columns})
      select 99, gen_random_uuid(), organisation_id, action, subject_id, at, request_id, details from ledger`
    await expect(owner.execute(own)).rejects.toMatchObject(refused)
  })
})

describe('a list with after', () => {
  const client = () => world.as({ school: world.school, role: 'coordinator' })
  const body = { familyName: 'One', birthDate: '2007-05-14' }
  const register = async (givenName: string) =>
    String(
      (
        await client()
          .post('/v1/people')
          .send({ givenName, ...body })
      ).body.id,
    )

  test('shows each thing at its last change, also what one transaction changed in more rows than a page has', async () => {
    const read = follower(world, '/v1/members')
    await numberAll(world)
    await rowsOf(
      world.services.db.owner,
      sql`insert into members (id, organisation_id, name, roles, created_at, updated_at)
        select gen_random_uuid(), ${world.school.id}, 'Member ' || n, '{mentor}', now(), now()
        from generate_series(1, 50) n`,
    )
    const admin = world.as({ school: world.school, role: 'admin' })
    const { mentor } = world.school.members
    await admin.patch(`/v1/members/${mentor}`).set('if-match', '*').send({ name: 'Mentor Two' }).expect(200)
    await numberAll(world)
    const seen = idsOf(await read())
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(50 + Object.keys(world.school.members).length)
    expect(seen.at(-1)).toBe(mentor)
    expect(await read()).toEqual([])
  })

  test('says how far it came, and stays there while there is more', async () => {
    const [first] = [await register('First'), await register('Second'), await register('Third')]
    await numberAll(world)
    const page = (await client().get('/v1/people?after=0&limit=2')).body
    expect(page).toMatchObject({ next: expect.any(String), position: 0 })
    const rest = (await client().get(`/v1/people?after=0&limit=2&cursor=${page.next}`)).body
    expect([rest.items.length, rest.next, rest.position]).toEqual([1, null, 3])
    await client()
      .patch(`/v1/people/${first}`)
      .set('if-match', '*')
      .send({ givenName: 'Changed' })
      .expect(200)
    const early = (await client().get('/v1/people?after=3')).body
    expect(early).toEqual({ items: [], next: null, position: 3 })
    await numberAll(world)
    const changed = (await client().get('/v1/people?after=3')).body
    expect([idsOf(changed.items), changed.items[0].givenName, changed.position]).toEqual([
      [first],
      'Changed',
      4,
    ])
    expect(Object.keys((await client().get('/v1/people')).body)).toEqual(['items', 'next'])
  })

  test('begins in the middle of a transaction with all that it changed', async () => {
    await register('Learner')
    const admin = world.as({ school: world.school, role: 'admin' })
    const made = { name: 'Example', country: 'FI', client: { name: 'Client One', scopes: ['read'] } }
    const { body: organisation } = await admin.post('/v1/organisations').send(made).expect(201)
    await numberAll(world)
    const { items } = (await world.as({ school: world.school, role: 'auditor' }).get('/v1/audit?after=1'))
      .body
    expect(items).toMatchObject([{ action: 'organisation.register' }, { action: 'client.register' }])
    const shown = async (after: number) =>
      idsOf((await client().get(`/v1/organisations?after=${after}`)).body.items)
    for (const after of [1, 2]) expect(await shown(after)).toEqual([organisation.id])
    for (const after of [3, 900]) expect(await shown(after)).toEqual([])
    expect((await client().get('/v1/organisations?after=900')).body.position).toBe(900)
  })

  test('is every list that has since, and each row of theirs says in which transaction it changed', async () => {
    const { paths } = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as {
      paths: Record<string, { get?: { parameters?: { name: string }[] } }>
    }
    const takes = (name: string) =>
      Object.keys(paths).filter((path) =>
        paths[path]?.get?.parameters?.some((parameter) => parameter.name === name),
      )
    expect(takes('since').length).toBeGreaterThan(8)
    // What happened is no list of things: it has positions alone.
    expect(takes('after').filter((path) => path !== '/v1/events')).toEqual(takes('since'))
    const unstamped = await rowsOf(
      world.services.db.owner,
      sql`select table_name from information_schema.columns where column_name = 'changed_in' except
        select tgrelid::regclass::text from pg_trigger where tgname = 'stamped'`,
    )
    expect(unstamped).toEqual([])
  })

  test('takes no cursor of another order, and no moment beside the position', async () => {
    await register('First')
    await register('Second')
    await numberAll(world)
    const cursor = async (query: string) => (await client().get(`/v1/people?limit=1${query}`)).body.next
    const since = '&since=2000-01-01T00:00:00Z'
    const wrong = [
      ['/cursor', `after=0&cursor=${await cursor('')}`],
      ['/cursor', `after=0&cursor=${await cursor(since)}`],
      ['/cursor', `limit=1${since}&cursor=${await cursor('&after=0')}`],
      ['/cursor', `cursor=${await cursor('&after=0')}`],
      ['/since', `after=0${since}`],
      ['/after', 'after=-1'],
      ['/after', 'after=x'],
    ]
    for (const [pointer, query] of wrong) {
      const answer = await client().get(`/v1/people?${query}`)
      expect([answer.status, answer.body.errors?.[0]?.pointer], query).toEqual([400, pointer])
    }
  })
})
