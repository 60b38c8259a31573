import { and, eq, like } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { mobilities } from '../../../src/db/schema/mobility/mobilities.ts'
import { organisations } from '../../../src/db/schema/parties/organisations.ts'
import { checkTable, enterTable, faultsOf } from '../../setup/imports.ts'
import { newWorld, type World } from '../../setup/world.ts'

const project = '2026-1-LV01-KA121-VET-000012345'
const table = (...rows: string[]) =>
  `externalId,learner,host,projectCode,mobilityCode,startsOn,endsOn,workloadHours,participation\n${rows.join('\n')}\n`

describe('a table of mobilities', () => {
  let world: World
  let host: string
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  beforeAll(async () => {
    world = await newWorld()
    const rows = Array.from({ length: 6 }, (_, row) => `L-${row + 1},Learner,Nr ${row + 1},2006-05-1${row}`)
    await enterTable(world, coordinator(), `externalId,givenName,familyName,birthDate\n${rows.join('\n')}\n`)
    const [found] = await world.services.db.owner
      .select()
      .from(organisations)
      .where(eq(organisations.id, world.host.id))
    host = found!.name
  })
  const registered = (prefix: string) =>
    world.services.db.owner
      .select()
      .from(mobilities)
      .where(like(mobilities.externalId, `${prefix}%`))
      .orderBy(mobilities.externalId)

  test('is entered with learner and host as the table names them, and again changes what differs', async () => {
    const first = table(
      `A-1,L-1,${host},${project},C-1,07.09.2026.,2026-10-02,120,jaukti`,
      `A-2,L-2,${world.host.id},${project},C-2,2026-09-07,2026-10-02,120,`,
    )
    expect(await enterTable(world, coordinator(), first, 'mobilities')).toMatchObject({
      state: 'done',
      progress: { created: 2, updated: 0, unchanged: 0, refused: 0 },
    })
    const [one] = await registered('A-')
    expect(one).toMatchObject({
      hostingOrganisationId: world.host.id,
      startsOn: '2026-09-07',
      participation: 'blended',
      workloadHours: 120,
    })
    expect(await enterTable(world, coordinator(), first, 'mobilities')).toMatchObject({
      progress: { created: 0, updated: 0, unchanged: 2 },
    })
    // By its code in the project, too; what a row leaves empty stays.
    const later = table(`,L-1,${host},${project},C-1,2026-09-07,2026-10-09,150,`)
    expect(await enterTable(world, coordinator(), later, 'mobilities')).toMatchObject({
      progress: { created: 0, updated: 1, unchanged: 0 },
    })
    const [changed] = await registered('A-1')
    expect(changed).toMatchObject({ endsOn: '2026-10-09', workloadHours: 150, participation: 'blended' })
    const lines = await world.services.db.owner
      .select()
      .from(ledger)
      .where(and(eq(ledger.subjectId, one!.id), eq(ledger.action, 'mobility.change')))
    expect(lines).toMatchObject([
      { details: { changed: ['endsOn', 'workloadHours'] }, hostingOrganisationId: world.host.id },
    ])
  })

  test('is refused by the very rules by which one mobility is', async () => {
    await enterTable(
      world,
      coordinator(),
      table(`B-1,L-3,${host},${project},C-3,2026-09-07,2026-10-02,120,`),
      'mobilities',
    )
    const wrong = table(
      `B-2,L-3,${host},${project},C-4,2026-10-01,2026-10-20,120,`,
      `B-3,L-4,Nobody there,${project},C-5,2026-10-01,2026-09-20,120,`,
      `B-4,L-99,${host},${project},C-3,2026-10-01,2026-10-20,0,`,
      `B-1,L-6,${host},${project},C-3,2026-09-07,2026-10-02,120,`,
      `B-5,L-5,${host},${project},C-6,2026-09-01,2026-09-20,120,`,
      `B-6,L-5,${host},not a code,C-7,2026-11-01,2026-11-20,120,`,
      `B-7,L-5,${host},${project},C-8,2026-09-20,2026-10-20,120,`,
    )
    const checked = await checkTable(world, coordinator(), wrong, 'mobilities')
    expect(checked.state).toBe('blocked')
    const told = await faultsOf(coordinator(), checked.id)
    expect(told.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 startsOn',
      '3 endsOn',
      '3 host',
      '4 workloadHours',
      '5 mobilityCode',
      '5 learner',
      '7 projectCode',
      '8 startsOn',
    ])
    expect(await registered('B-')).toHaveLength(1)
  })

  test('tells which host is probably meant by a name that none has', async () => {
    const slip = host.replace(/.$/, '')
    const checked = await checkTable(
      world,
      coordinator(),
      table(
        `E-1,L-6,${slip},${project},C-31,2027-03-01,2027-03-20,120,klatiene`,
        `E-2,L-6,Somebody quite different,${project},C-32,2027-04-01,2027-04-20,120,onlin`,
      ),
      'mobilities',
    )
    const told = await faultsOf(coordinator(), checked.id)
    expect(told.map(({ line, column, suggestion }) => [line, column, suggestion])).toEqual([
      [2, 'host', host],
      [3, 'participation', 'online'],
    ])
  })

  test('names no learner or host of whom its organisation may not know', async () => {
    const strangers = world.as({ school: world.stranger, role: 'coordinator' })
    const checked = await checkTable(
      world,
      strangers,
      table(`D-1,L-1,${host},${project},C-1,2026-09-07,2026-10-02,120,`),
      'mobilities',
    )
    const told = await faultsOf(strangers, checked.id)
    expect(told).toMatchObject([{ column: 'learner' }])
  })
})
