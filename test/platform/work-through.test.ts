import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { Unavailable } from '../../src/platform/auxiliaries/auxiliary.ts'
import { workThrough } from '../../src/platform/jobs/work-through.ts'
import { listHeld, scanning } from '../../src/recognition/documentation/store.ts'
import { given } from '../setup/given.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('a turn of a job', () => {
  let world: World
  let good: string
  /** Everything that is held of the school; a thousand pieces of it can never be looked through. */
  let stuck: Set<string>
  beforeAll(async () => {
    world = await newWorld()
    const made = await given(world).documentation()
    await given(world).evidence(made.id, ['1.1'], 'One.')
    const { owner } = world.services.db
    const copy = (organisation: string, count: number) =>
      owner.execute(sql`insert into evidence (id, organisation_id, hosting_organisation_id, recognition_id, kind, title,
        produced_on, sha256, media_type, size, scan, created_at)
        select gen_random_uuid(), ${organisation}, hosting_organisation_id, recognition_id, kind, title, produced_on,
          md5(random()::text || i), media_type, size, 'held', created_at
        from evidence, generate_series(1, ${count}) i where title is not null and scan = 'not-scanned'`)
    await copy(world.school.id, 1_000)
    stuck = new Set((await listHeld(owner, world.clock.now, 2_000)).map(({ item }) => item))
    await copy(world.host.id, 1)
    const all = await listHeld(owner, world.clock.now, 2_000)
    good = all.map(({ item }) => item).find((item) => !stuck.has(item))!
  })

  const turn = async (perform: (item: string) => Promise<void>, limits = {}) => {
    const { services } = world
    const due = await listHeld(services.db.owner, services.now(), 100)
    return workThrough(services, scanning, due, ({ item }) => perform(item), limits)
  }
  const attempted = async () =>
    (await world.services.db.owner.execute(
      sql`select item, failures, due_at::text from attempts where done_at is null order by failures desc`,
    )) as { item: string; failures: number }[]

  test('reaches everybody else’s behind a thousand that hang, within the call of one', async () => {
    expect(stuck.size).toBe(1_000)
    const reached: string[] = []
    const hanging = async (item: string) => {
      reached.push(item)
      if (stuck.has(item)) await new Promise(() => {})
    }
    await turn(hanging, { callMs: 100, turnMs: 150 })
    expect(reached.slice(0, 2)).toContain(good)
    expect(reached.length).toBeLessThan(5)
  })

  test('puts off what failed for longer each time, and comes to the others of its organisation', async () => {
    const tried: string[] = []
    const failing = async (item: string) => {
      tried.push(item)
      throw new Error('It cannot be read.')
    }
    expect((await turn(failing)).length).toBe(100)
    const first = new Set(tried)
    tried.length = 0
    await turn(failing)
    expect(tried.filter((item) => first.has(item))).toEqual([])
    const [{ failures } = { failures: 0 }] = await attempted()
    expect(failures).toBe(1)
  })

  test('counts nothing against an item for which an auxiliary is not there, and takes it up in the next turn', async () => {
    await world.services.db.owner.execute(sql`delete from attempts`)
    const away = async () => {
      throw new Unavailable('Nobody is there.')
    }
    await turn(away)
    expect((await attempted()).every(({ failures }) => failures === 0)).toBe(true)
    const done: string[] = []
    await turn(async (item) => void done.push(item))
    expect(done).toHaveLength(100)
    expect((await attempted()).length).toBeLessThan(101)
  })

  test('is not taken by two processes for the same item', async () => {
    await world.services.db.owner.execute(sql`delete from attempts`)
    const { services } = world
    const due = await listHeld(services.db.owner, services.now(), 5)
    const done: string[] = []
    const perform = async ({ item }: { item: string }) => {
      done.push(item)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    await Promise.all([1, 2, 3].map(() => workThrough(services, scanning, due, perform)))
    expect(done.sort()).toEqual(due.map(({ item }) => item).sort())
  })

  test('that fails for ever is told to the admin of whose it is, and to nobody else', async () => {
    await world.services.db.owner.execute(sql`delete from attempts`)
    const work = async (school: World['school'], role: 'admin' | 'coordinator', query = '') =>
      (await world.as({ school, role }).get(`/v1/work${query}`).expect(200)).body.items as {
        kind: string
        tasks: { code: string; sentence: string; waitsFor: { who: string } }[]
      }[]
    const isStuck = ({ kind }: { kind: string }) => kind === 'stuck'
    const failing = async () => {
      throw new Error('It cannot be read.')
    }
    const { services } = world
    for (let day = 0; day < 5; day += 1) {
      const due = (await listHeld(services.db.owner, services.now(), 2_000)).filter(
        ({ item }) => item === good,
      )
      expect((await work(world.host, 'admin')).filter(isStuck)).toEqual([])
      await workThrough(services, scanning, due, failing)
      services.now = (
        (before) => () =>
          new Date(before.getTime() + 3_600_000)
      )(services.now())
    }
    const [item, ...more] = (await work(world.host, 'admin')).filter(isStuck)
    expect(more).toEqual([])
    expect(item!.tasks[0]).toMatchObject({ code: `stuck-${scanning}`, waitsFor: { who: 'admin' } })
    expect(item!.tasks[0]!.sentence).toContain('has failed repeatedly')
    expect((await work(world.school, 'admin', '?view=all')).filter(isStuck)).toEqual([])
    const { text } = await world.anyone.get('/metrics')
    expect(text).toContain(`job_items_stuck{job="${scanning}"} 1`)
  })
})
