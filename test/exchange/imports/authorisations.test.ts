import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { members } from '../../../src/db/schema/parties/organisations.ts'
import { checkTable, enterTable, faultsOf } from '../../setup/imports.ts'
import { newWorld, type World } from '../../setup/world.ts'

const table = (...rows: string[]) =>
  `member,framework,area,competence,validFrom,validUntil\n${rows.join('\n')}\n`

describe('a table of authorisations', () => {
  let world: World
  const admin = () => world.as({ school: world.school, role: 'admin' })
  beforeAll(async () => {
    world = await newWorld()
    const { owner } = world.services.db
    const ours = world.school.members.mentor
    const theirs = world.stranger.members.mentor
    await owner
      .update(members)
      .set({ externalId: 'A-1', email: 'a1@example.org' })
      .where(eq(members.id, ours))
    await owner.update(members).set({ externalId: 'B-1' }).where(eq(members.id, theirs))
  })
  const held = async (id = world.school.members.mentor) =>
    (await admin().get(`/v1/members/${id}/authorisations`).expect(200)).body.items

  test('gives what each of them alone would give, and what is held already is not given again', async () => {
    const before = (await held()).length
    const rows = table(
      'A-1,digcomp-2.2,2,,01.09.2027.,31.08.2029.',
      'a1@example.org,digcomp-2.2,,2.4,2027-09-01,2029-08-31',
    )
    const entered = await enterTable(world, admin(), rows, 'authorisations')
    expect(entered).toMatchObject({ state: 'done', progress: { created: 2, unchanged: 0, refused: 0 } })
    expect((await held()).slice(before)).toMatchObject([
      { area: '2', competence: null, validFrom: '2027-09-01', validUntil: '2029-08-31', revokedAt: null },
      { area: null, competence: '2.4' },
    ])
    const log = (await admin().get('/v1/audit?action=authorisation.grant').expect(200)).body.items
    expect(log.at(-1)).toMatchObject({ requestId: `import:${entered.id}` })
    expect(await enterTable(world, admin(), rows, 'authorisations')).toMatchObject({
      progress: { created: 0, unchanged: 2 },
    })
    // Within days that are covered nothing is new; one day more is.
    const later = table(
      'A-1,digcomp-2.2,2,,2027-10-01,2028-08-31',
      'A-1,digcomp-2.2,2,,2027-09-01,2029-09-01',
    )
    expect(await enterTable(world, admin(), later, 'authorisations')).toMatchObject({
      progress: { created: 1, unchanged: 1 },
    })
  })

  test('is refused where one of them alone would be, at its line and column', async () => {
    const checked = await checkTable(
      world,
      admin(),
      table(
        'B-1,digcomp-2.2,,,2027-09-01,2029-08-31',
        'A-1,nothing-1.0,,,2027-09-01,2029-08-31',
        'A-1,digcomp-2.2,9,,2027-09-01,2029-08-31',
        'A-1,digcomp-2.2,1,2.4,2027-09-01,2029-08-31',
        'A-1,digcomp-2.2,,,2027-09-01,2026-08-31',
        'A-1,digcomp-2.2,3,,2027-09-01,2029-08-31',
        'A-1,digcomp-2.2,3,,2027-09-01,2029-08-31',
      ),
      'authorisations',
    )
    expect(checked.state).toBe('blocked')
    const told = await faultsOf(admin(), checked.id)
    expect(told.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 member',
      '3 framework',
      '4 area',
      '5 competence',
      '6 validUntil',
      '8 member',
    ])
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    await coordinator
      .post('/v1/imports')
      .field({ kind: 'authorisations' })
      .attach('file', Buffer.from(table('A-1,digcomp-2.2,,,2027-09-01,2029-08-31')), 'table.csv')
      .expect(403)
  })
})
