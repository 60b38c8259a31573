import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { modules } from '../../../src/db/schema/mobility/modules.ts'
import { checkTable, enterTable, faultsOf } from '../../setup/imports.ts'
import { newWorld } from '../../setup/world.ts'

const head = 'code;titleLv;titleEn;hours;outcomesLv;outcomesEn;framework;competences'
const table = (...rows: string[]) => `${head}\n${rows.join('\n')}\n`
const first =
  'DP-1;Datori;Computers;36;"Sagatavo tabulas.\nRaksta.";"Prepares tables.\nWrites.";digcomp-2.2;1.1, 2.4'
const second = 'DP-2;Dati;Data;;;;digcomp-2.2;1.2'

test('a table of modules keeps each by its code, changes what differs, and withdraws none', async () => {
  const world = await newWorld()
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const kept = () =>
    world.services.db.owner
      .select()
      .from(modules)
      .where(eq(modules.organisationId, world.school.id))
      .orderBy(modules.code)
  const enter = (...rows: string[]) => enterTable(world, coordinator, table(...rows), 'modules')
  expect(await enter(first, second)).toMatchObject({ state: 'done', progress: { created: 2 } })
  const [made] = await kept()
  expect(made).toMatchObject({
    title: { lv: 'Datori', en: 'Computers' },
    hours: 36,
    outcomes: [
      { lv: 'Sagatavo tabulas.', en: 'Prepares tables.' },
      { lv: 'Raksta.', en: 'Writes.' },
    ],
    competences: ['1.1', '2.4'],
  })
  expect(await enter(first, second)).toMatchObject({ progress: { created: 0, unchanged: 2 } })
  // What a row leaves empty stays, and what stands in no row is not withdrawn.
  expect(await enter('DP-1;Datori;Computing;;;;digcomp-2.2;')).toMatchObject({ progress: { updated: 1 } })
  const [changed, other] = await kept()
  expect(changed).toMatchObject({ title: { en: 'Computing' }, hours: 36, competences: ['1.1', '2.4'] })
  expect(other).toMatchObject({ code: 'DP-2', withdrawnAt: null, version: 1 })
  const list = await coordinator.get('/v1/modules').expect(200)
  expect(list.body.items).toHaveLength(2)
  // What the list withdrew is kept again.
  await coordinator.put('/v1/modules').send({ modules: [] }).expect(200)
  expect(await enter(second)).toMatchObject({ progress: { updated: 1 } })
  expect((await kept()).map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([false, true])
})

test('a table of modules is refused by the rules of the list, at the column that says it', async () => {
  const world = await newWorld()
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const wrong = table(
    'DP-1;Datori;;36;;;digcomp-2.2;1.1',
    'DP-2;Dati;Data;0;;;digcomp-2.2;1.1',
    'DP-3;Dati;Data;;;;digcomp-2.3;1.1',
    'DP-4;Dati;Data;;;;digcomp-2.2;"1.1, 9.9"',
    'DP-5;Dati;Data;;Raksta.;;digcomp-2.2;1.1',
    'DP-5;Dati;Data;;;;digcomp-2.2;1.1',
  )
  const checked = await checkTable(world, coordinator, wrong, 'modules')
  expect(checked.state).toBe('blocked')
  const told = await faultsOf(coordinator, checked.id)
  expect(told.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '2 titleEn',
    '3 hours',
    '4 framework',
    '5 competences',
    '6 outcomesEn',
    '7 code',
  ])
  expect(told[2]).toMatchObject({ suggestion: 'digcomp-2.2' })
  const mentor = world.as({ school: world.school, role: 'mentor' })
  const sent = mentor.post('/v1/imports').field({ kind: 'modules' })
  expect((await sent.attach('file', Buffer.from(wrong), 't.csv')).status).toBe(403)
})
