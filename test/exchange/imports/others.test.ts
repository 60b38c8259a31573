import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { importFiles } from '../../../src/db/schema/exchange/imports.ts'
import { people } from '../../../src/db/schema/parties/people.ts'
import { workImports } from '../../../src/exchange/imports/running/work-imports.ts'
import { checkTable, faultsOf, hashOf, readImportOf } from '../../setup/imports.ts'
import { archive, workbook } from '../../setup/workbook.ts'
import { newWorld, type World } from '../../setup/world.ts'

const users = [
  'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
  'u-1,active,,true,one,,Learner,Alpha,,,alpha@example.org,,,u-9,,hunter2,,,,,,',
  'u-9,active,,true,nine,,Guardian,Alpha,,,guardian@example.org,,,,,hunter9,,,,,,',
  'u-2,active,,true,two,,Learner,Beta,,,not an address,,,,,,,,,,,',
].join('\n')
const demographics = 'sourcedId,status,dateLastModified,birthDate,sex\nu-1,,,2009-05-14,\nu-2,,,2006-05-15,\n'
const roles =
  'sourcedId,status,dateLastModified,userSourcedId,roleType,role\nr-1,,,u-1,primary,student\nr-2,,,u-2,primary,student\nr-3,,,u-9,primary,guardian\n'

const keptBytes = async (world: World, id: string) => {
  const [file] = await world.services.db.owner.select().from(importFiles).where(eq(importFiles.importId, id))
  return Buffer.from(file!.bytes!)
}

test('an archive of OneRoster is read as it is: its learners, with birth dates and guardians, and no password', async () => {
  const world = await newWorld()
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const send = (bytes: Buffer, kind = 'people') =>
    coordinator
      .post('/v1/imports')
      .field({ kind, profile: 'oneroster-1.2' })
      .attach('file', bytes, 'roster.zip')
  const wrong = await archive({
    'manifest.csv': 'a,b\n',
    'users.csv': users,
    'demographics.csv': demographics,
    'roles.csv': roles,
  })
  const { body: sent } = await send(wrong).expect(202)
  expect(sent.sha256).toBe(hashOf(wrong))
  expect((await keptBytes(world, sent.id)).toString()).not.toContain('hunter')
  await workImports(world.services)
  // Of the line in users.csv.
  expect(await faultsOf(coordinator, sent.id)).toMatchObject([
    { line: 4, column: 'email', value: 'not an address' },
  ])
  const right = await archive({
    'users.csv': users.replace('not an address', ''),
    'demographics.csv': demographics,
    'roles.csv': roles,
  })
  const { body: made } = await send(right).expect(202)
  await workImports(world.services)
  await coordinator
    .post(`/v1/imports/${made.id}/run`)
    .send({ sha256: hashOf(right) })
    .expect(202)
  await workImports(world.services)
  expect(await readImportOf(coordinator, made.id)).toMatchObject({ state: 'done', progress: { created: 2 } })
  const [one] = await world.services.db.owner.select().from(people).where(eq(people.externalId, 'u-1'))
  expect(one).toMatchObject({
    familyName: 'Alpha',
    birthDate: '2009-05-14',
    guardianName: 'Guardian Alpha',
    guardianEmail: 'guardian@example.org',
  })
  expect((await send(Buffer.from('a,b\n1,2\n'))).body.errors).toMatchObject([{ pointer: '/file' }])
  expect((await send(right, 'mobilities')).body.errors).toMatchObject([{ pointer: '/kind' }])
})

test('passwords in a table are refused with a warning, and never kept', async () => {
  const world = await newWorld()
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const csv = 'externalId;familyName;birthDate;Parole\nP-1;Alpha;2006-05-14;hunter2\n'
  const book = await workbook([
    {
      name: 'Learners',
      rows: {
        1: ['externalId', 'familyName', 'birthDate', 'password'],
        2: ['P-2', 'Beta', '2006-05-14', 'hunter2'],
      },
    },
  ])
  for (const table of [csv, book]) {
    const checked = await checkTable(world, coordinator, table)
    expect(checked).toMatchObject({
      state: 'ready',
      plan: { create: 1 },
      faults: { blocking: 0, warning: 1 },
    })
    expect(await faultsOf(coordinator, checked.id)).toMatchObject([{ code: 'password-refused' }])
    const { text } = await coordinator.get(`/v1/imports/${checked.id}/file`).buffer(true)
    expect(`${text}${(await keptBytes(world, checked.id)).toString()}`).not.toContain('hunter2')
  }
})
