import { eq, like } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { members } from '../../../src/db/schema/parties/organisations.ts'
import { checkTable, enterTable, faultsOf, readImportOf } from '../../setup/imports.ts'
import { newWorld } from '../../setup/world.ts'

test('a table of members gives what registering each of them would give, and takes nothing twice', async () => {
  const world = await newWorld()
  const admin = world.as({ school: world.school, role: 'admin' })
  const table = [
    'Darbinieka identifikators;Vārds un uzvārds;E-pasts;Lomas',
    'S-1;Assessor Alpha;alpha@example.org;vērtētājs, mentor',
    'S-2;Validator Beta;;validator',
  ].join('\n')
  expect(await enterTable(world, admin, table, 'members')).toMatchObject({
    state: 'done',
    progress: { created: 2, updated: 0, unchanged: 0, refused: 0 },
  })
  const registered = () =>
    world.services.db.owner
      .select()
      .from(members)
      .where(like(members.externalId, 'S-%'))
      .orderBy(members.externalId)
  const { body: grants } = await admin.get('/v1/grants')
  const [one] = await registered()
  // Where rights are given by two, they wait for the second one, as they would for a single member.
  const waits = grants.items.some(({ subjectId }: { subjectId: string }) => subjectId === one!.id)
  expect(waits ? [] : ['assessor', 'mentor']).toEqual(one!.roles)
  const again = table.replace('Validator Beta', 'Validator Gamma')
  expect(await enterTable(world, admin, again, 'members')).toMatchObject({ state: 'done' })
  expect((await registered()).map(({ name }) => name)).toEqual(['Assessor Alpha', 'Validator Gamma'])
  const wrong = 'name,roles\nSomebody,king\n'
  const checked = await checkTable(world, admin, wrong, 'members')
  expect(await faultsOf(admin, checked.id)).toMatchObject([{ column: 'roles', code: 'not-a-choice' }])
  expect(await readImportOf(admin, checked.id)).toMatchObject({ state: 'blocked' })
})

test('nobody gives themselves a role by a table, and no coordinator members', async () => {
  const world = await newWorld()
  const admin = world.as({ school: world.school, role: 'admin' })
  const { owner } = world.services.db
  const own = world.school.members.admin
  await owner.update(members).set({ externalId: 'me' }).where(eq(members.id, own))
  const [me] = await owner.select().from(members).where(eq(members.id, own))
  const table = `externalId,name,roles\nme,${me!.name},"${[...me!.roles, 'issuer'].join(', ')}"\n`
  const checked = await checkTable(world, admin, table, 'members')
  expect(await faultsOf(admin, checked.id)).toMatchObject([{ column: 'roles', severity: 'blocking' }])
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const refused = await coordinator
    .post('/v1/imports')
    .field({ kind: 'members' })
    .attach('file', Buffer.from(table), 'table.csv')
  expect(refused.status).toBe(403)
})
