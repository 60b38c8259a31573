import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { afterwards } from '../setup/afterwards.ts'
import { operationAt, operationsOf } from '../setup/operations.ts'
import { type Answers, repeated } from '../setup/repeated.ts'
import { serveBeside } from '../setup/serve-beside.ts'
import { walkEverything } from '../setup/whole-walk.ts'
import { clientFor, newWorld, tokenFor, type World } from '../setup/world.ts'

let world: World
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answered-alike-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  world = await newWorld({ eudiWallets: true, storage: folderStorage(folder) })
})

describe('twenty equal requests at once, to two processes', () => {
  test('get one answer, whatever they ask for', async () => {
    const { url } = await serveBeside(world, folder, { eudiWallets: true })
    const operations = operationsOf(world.app)
    const meant = operationAt(operations)
    const heard = new Map<string, Answers>()
    const nameOf = (path: string) => meant('POST', path)?.operationId ?? path
    const times = (path: string) => (heard.has(nameOf(path)) ? 1 : 20)
    await walkEverything(repeated(world, url, times, (answers) => heard.set(nameOf(answers.path), answers)))
    const unlike = [...heard].flatMap(([operation, { all }]) => {
      const said = new Set(all.map(({ status, text, headers }) => `${status} ${headers.location} ${text}`))
      return said.size === 1 ? [] : [`${operation}:\n  ${[...said].join('\n  ')}`]
    })
    expect(unlike).toEqual([])
    const posts = operations.filter(({ method, access }) => method === 'post' && access !== 'public')
    expect([...heard.keys()].sort()).toEqual(posts.map(({ operationId }) => operationId).sort())
  }, 300_000)
})

describe('a request whose process is killed', () => {
  const learner = { familyName: 'One', birthDate: '2007-05-14', sameNameIsAnother: true }
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const countPeople = async () =>
    (await coordinator().get('/v1/people?limit=200')).body.items.length as number

  /** Registers a learner at another process, which is killed at a moment; then asks this one the same. */
  async function killedAt(key: string, moment: () => Promise<void>) {
    const { url, child } = await serveBeside(world, folder)
    const token = tokenFor(world.services, { school: world.school, role: 'coordinator' })
    const ask = (client: ReturnType<typeof coordinator>) =>
      client.post('/v1/people').set('idempotency-key', key).send(learner)
    const before = await countPeople()
    const there = clientFor({ server: url }, token)
    await there.get('/v1/people?limit=1')
    const asked = ask(there).then(
      ({ status, text }) => `${status} ${text}`,
      () => null,
    )
    await moment()
    child.kill('SIGKILL')
    await once(child, 'exit')
    const first = await asked
    const [second, third] = [await ask(coordinator()), await ask(coordinator())]
    const made = (await countPeople()) - before
    return { first, second: `${second.status} ${second.text}`, third: `${third.status} ${third.text}`, made }
  }

  test('while its answer is being kept is answered when it is sent again, and has one effect', async () => {
    const { owner } = world.services.db
    await owner.execute(sql`create function linger() returns trigger language plpgsql as
      $$ begin perform pg_sleep(1); return new; end $$`)
    await owner.execute(sql`create trigger linger before insert or update on idempotency_keys
      for each row when (new.answered) execute function linger()`)
    const lingering = async () => {
      const found = (await owner.execute(
        sql`select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
      )) as unknown[]
      return found.length
    }
    const { second, third, made } = await killedAt('killed-at-the-end', async () => {
      await expect.poll(lingering, { interval: 5, timeout: 20_000 }).toBe(1)
    })
    await owner.execute(sql`drop trigger linger on idempotency_keys`)
    expect([second.slice(0, 3), third, made]).toEqual(['201', second, 1])
  })

  test('at any moment is answered when it is sent again as it was the first time, and has one effect', async () => {
    for (let round = 0; round < 4; round++) {
      const { first, second, third, made } = await killedAt(`killed-${round}`, async () => {
        await new Promise((done) => setTimeout(done, round * 5))
      })
      expect([second.slice(0, 3), third, made]).toEqual(['201', second, 1])
      if (first) expect(first).toBe(second)
    }
  })
})
