import { and, eq, like, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { importFiles } from '../../../src/db/schema/exchange/imports.ts'
import { members } from '../../../src/db/schema/parties/organisations.ts'
import { people } from '../../../src/db/schema/parties/people.ts'
import { forgetImports } from '../../../src/exchange/imports/forget-imports.ts'
import { workImports } from '../../../src/exchange/imports/running/work-imports.ts'
import { asBytes } from '../../setup/bytes.ts'
import { checkTable, enterTable, faultsOf, hashOf, readImportOf, sendTable } from '../../setup/imports.ts'
import { newMember } from '../../setup/member.ts'
import { workbook } from '../../setup/workbook.ts'
import { newWorld, type World } from '../../setup/world.ts'

const table = (...rows: string[]) => `externalId,givenName,familyName,birthDate,email\n${rows.join('\n')}\n`

describe('a table of learners', () => {
  let world: World
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  beforeAll(async () => {
    world = await newWorld()
  })
  const registered = (prefix: string) =>
    world.services.db.owner
      .select()
      .from(people)
      .where(and(eq(people.organisationId, world.school.id), like(people.externalId, `${prefix}%`)))
      .orderBy(people.externalId)

  test('is checked first, and enters nothing until it is run', async () => {
    const sent = await sendTable(
      coordinator(),
      table('A-1,Learner,Alpha,2006-05-14,', 'A-2,Learner,Beta,2006-05-15,'),
    )
    expect(sent).toMatchObject({ kind: 'people', state: 'checking', rows: 0 })
    await workImports(world.services)
    const checked = await readImportOf(coordinator(), sent.id)
    expect(checked).toMatchObject({
      state: 'ready',
      form: 'csv',
      rows: 2,
      plan: { create: 2, update: 0, unchanged: 0 },
      faults: { blocking: 0, warning: 0 },
    })
    expect(await registered('A-')).toEqual([])
    const run = (sha256: unknown) => coordinator().post(`/v1/imports/${sent.id}/run`).send({ sha256 })
    expect((await run(hashOf('another'))).body.errors).toMatchObject([{ pointer: '/sha256' }])
    await run(checked.sha256).expect(202)
    await workImports(world.services)
    expect(await readImportOf(coordinator(), sent.id)).toMatchObject({
      state: 'done',
      progress: { rows: 2, created: 2, updated: 0, unchanged: 0, refused: 0 },
    })
    const made = await registered('A-')
    expect(made.map(({ familyName, birthDate }) => [familyName, birthDate])).toEqual([
      ['Alpha', '2006-05-14'],
      ['Beta', '2006-05-15'],
    ])
    const lines = await world.services.db.owner
      .select()
      .from(ledger)
      .where(and(eq(ledger.requestId, `import:${sent.id}`), eq(ledger.action, 'person.register')))
    expect(lines.map(({ subjectId }) => subjectId).sort()).toEqual(made.map(({ id }) => id).sort())
    expect(lines[0]).toMatchObject({ memberId: world.school.members.coordinator, role: 'coordinator' })
    expect((await run(checked.sha256)).body.type).toBe('urn:problem:wrong-state')
    // What was entered is not kept beside.
    const files = await world.services.db.owner.select().from(importFiles)
    expect(files.filter(({ importId }) => importId === sent.id)).toEqual([])
    await coordinator().get(`/v1/imports/${sent.id}/file`).expect(410)
  })

  test('again changes what it says otherwise, leaves what it leaves empty, and makes nobody twice', async () => {
    const first = table('B-1,Learner,Gamma,2006-05-14,gamma@example.org', 'B-2,Learner,Delta,2006-05-15,')
    await enterTable(world, coordinator(), first)
    const same = await enterTable(world, coordinator(), first)
    expect(same).toMatchObject({ progress: { created: 0, updated: 0, unchanged: 2 } })
    const again = await enterTable(
      world,
      coordinator(),
      table(
        'B-1,Learner,Gamma,2006-05-14,',
        'B-2,Learner,Delta,2006-05-15,delta@example.org',
        'B-3,Learner,Eta,2006-05-16,',
      ),
    )
    expect(again).toMatchObject({ progress: { created: 1, updated: 1, unchanged: 1 } })
    const [one, two] = await registered('B-')
    expect(one).toMatchObject({ email: 'gamma@example.org', version: 1 })
    expect(two).toMatchObject({ email: 'delta@example.org', version: 2 })
    const [line] = await world.services.db.owner
      .select()
      .from(ledger)
      .where(and(eq(ledger.subjectId, two!.id), eq(ledger.action, 'person.change')))
    expect(line!.details).toEqual({ changed: ['email'] })
    // Without a key, name and birth date tell who it is; whoever has none yet gets it.
    await enterTable(world, coordinator(), 'Vārds;Uzvārds;Dzimšanas datums\nLearner;Theta;20.05.2006.\n')
    const keyed = await enterTable(world, coordinator(), table('B-4,Learner,Theta,2006-05-20,'))
    expect(keyed).toMatchObject({ progress: { created: 0, updated: 1 } })
    expect(await registered('B-4')).toMatchObject([{ familyName: 'Theta' }])
  })

  test('has all that is wrong with it told at once, by line, column and value, in the language of whoever asks', async () => {
    await enterTable(world, coordinator(), table('C-1,Learner,Iota,2006-05-14,'))
    const wrong = [
      'externalId,Vārds,Family name,birth_date,shoe size,e-mail,languge',
      'C-5,Learner,Kappa,03/04/2006,41,nobody,',
      'C-6,Learner,,2006-05-14,,,',
      'C-6,Learner,Lambda,2036-05-14,,,',
      'C-7,Learner,Iota,2006-05-14,,,',
      'C-8,Learner,Mu,2006-13-14,,,',
      'C-9,Learner,Nu,,,,lv',
    ].join('\n')
    const checked = await checkTable(world, coordinator(), wrong)
    expect(checked).toMatchObject({ state: 'blocked', rows: 6, faults: { blocking: 8, warning: 2 } })
    const told = await faultsOf(coordinator(), checked.id)
    expect(told.map(({ line, column, code, severity }) => [line, column, code, severity])).toEqual([
      [1, 'shoe size', 'column-unknown', 'warning'],
      [1, 'languge', 'column-unknown', 'warning'],
      [2, 'birth_date', 'day-in-doubt', 'blocking'],
      [2, 'e-mail', 'does-not-fit', 'blocking'],
      [3, 'Family name', 'does-not-fit', 'blocking'],
      [4, 'externalId', 'twice', 'blocking'],
      [4, 'birth_date', 'does-not-fit', 'blocking'],
      [5, 'Family name', 'does-not-fit', 'blocking'],
      [6, 'birth_date', 'not-a-day', 'blocking'],
      [7, 'birth_date', 'does-not-fit', 'blocking'],
    ])
    expect(told[1]).toMatchObject({ suggestion: 'language', value: 'languge' })
    expect(told[2]).toMatchObject({ value: '03/04/2006', suggestion: expect.stringMatching(/^2006-/) })
    const latvian = await faultsOf(coordinator(), checked.id, 'lv')
    expect(latvian[2]!.message).not.toBe(told[2]!.message)
    const blocking = await coordinator()
      .get(`/v1/imports/${checked.id}/faults?severity=blocking&limit=3`)
      .expect(200)
    const next = await coordinator()
      .get(`/v1/imports/${checked.id}/faults?severity=blocking&cursor=${blocking.body.next}`)
      .expect(200)
    expect([...blocking.body.items, ...next.body.items]).toHaveLength(8)
    const refused = await coordinator().post(`/v1/imports/${checked.id}/run`).send({ sha256: checked.sha256 })
    expect(refused.body.type).toBe('urn:problem:wrong-state')
  })

  test('that lacks a column which every row needs is told so, and checked to its end', async () => {
    for (const wrong of ['Legend;;\nX;Y;Z\n', 'externalId,givenName\nH-1,Learner\n']) {
      const checked = await checkTable(world, coordinator(), wrong)
      expect(checked.state).toBe('blocked')
      const told = await faultsOf(coordinator(), checked.id)
      expect(told).toContainEqual(expect.objectContaining({ code: 'column-missing', column: 'familyName' }))
    }
  })

  test('is given back with what is to be mended beside each row, and can be sent again so', async () => {
    const wrong = table('D-1,Learner,Xi,2006-05-14,', 'D-2,=Learner,Omikron,soon,')
    const checked = await checkTable(world, coordinator(), wrong)
    const { text } = await coordinator().get(`/v1/imports/${checked.id}/file?lang=lv`).expect(200)
    expect(text).toMatch(/^\ufeff?externalId,givenName,familyName,birthDate,email,Kļūdas\n/)
    expect(text.split('\n')[2]).toMatch(/^D-2,'=Learner,Omikron,soon,,.*birthDate: /)
    const mended = text.replace(',soon,', ',2006-05-15,').replace("'=Learner", 'Learner')
    expect(await checkTable(world, coordinator(), mended)).toMatchObject({
      state: 'ready',
      plan: { create: 2 },
      faults: { blocking: 0, warning: 0 },
    })
    const book = await workbook([
      { name: 'Learners', rows: { 1: ['Uzvārds', 'Dzimšanas datums'], 2: ['Pi', 'soon'] } },
    ])
    const ofBook = await checkTable(world, coordinator(), book)
    expect(ofBook).toMatchObject({ state: 'blocked', form: 'xlsx' })
    const file = await coordinator().get(`/v1/imports/${ofBook.id}/file`).buffer(true).parse(asBytes)
    const mendedBook = await checkTable(world, coordinator(), file.body)
    expect(await faultsOf(coordinator(), mendedBook.id)).toMatchObject([{ code: 'not-a-day', line: 2 }])
  })

  test('has a template in each language, which is taken as it is', async () => {
    for (const language of ['lv', 'en'])
      for (const form of ['csv', 'xlsx']) {
        const path = `/v1/imports/templates/people.${form}?lang=${language}`
        const { body } = await coordinator().get(path).buffer(true).parse(asBytes).expect(200)
        expect(await checkTable(world, coordinator(), body)).toMatchObject({
          state: 'ready',
          form,
          plan: { create: 1 },
          faults: { blocking: 0, warning: 0 },
        })
      }
  })

  test('is entered with the rights that whoever asked has then, and is theirs alone', async () => {
    const memberId = await newMember(world, world.school, ['coordinator'])
    const theirs = world.as({ school: world.school, role: 'coordinator', memberId })
    const checked = await checkTable(world, theirs, table('E-1,Learner,Rho,2006-05-14,'))
    await coordinator().get(`/v1/imports/${checked.id}`).expect(404)
    await theirs.post(`/v1/imports/${checked.id}/run`).send({ sha256: checked.sha256 }).expect(202)
    const { owner } = world.services.db
    await owner.update(members).set({ active: false }).where(eq(members.id, memberId))
    await workImports(world.services)
    await owner.update(members).set({ active: true }).where(eq(members.id, memberId))
    expect(await readImportOf(theirs, checked.id)).toMatchObject({ state: 'failed', failure: 'not-allowed' })
    expect(await registered('E-')).toEqual([])
    const mentor = world.as({ school: world.school, role: 'mentor' })
    const refused = await mentor
      .post('/v1/imports')
      .field({ kind: 'people' })
      .attach('file', Buffer.from('a'), 'a.csv')
    expect(refused.status).toBe(403)
  })

  test('can be cancelled, and goes after a week', async () => {
    const one = await checkTable(world, coordinator(), table('F-1,Learner,Sigma,2006-05-14,'))
    const { body } = await coordinator().post(`/v1/imports/${one.id}/cancellation`).expect(200)
    expect(body.state).toBe('cancelled')
    await coordinator().get(`/v1/imports/${one.id}/file`).expect(410)
    const two = await checkTable(world, coordinator(), table('F-2,Learner,Tau,2006-05-14,'))
    const later = new Date(world.services.now().getTime() + 8 * 86_400_000)
    await forgetImports({ ...world.services, now: () => later })
    expect(await readImportOf(coordinator(), two.id)).toMatchObject({ state: 'cancelled' })
    await coordinator().get(`/v1/imports/${two.id}/file`).expect(410)
  })

  test('goes with the first who stands in it and is erased', async () => {
    await enterTable(world, coordinator(), table('G-1,Learner,Upsilon,2006-05-14,'))
    const [person] = await registered('G-1')
    const waiting = await checkTable(
      world,
      coordinator(),
      table('G-1,Learner,Upsilon,2006-05-14,u@example.org'),
    )
    const admin = world.as({ school: world.school, role: 'admin' })
    await admin
      .post(`/v1/people/${person!.id}/erasure`)
      .send({ reason: 'no-longer-needed' })
      .expect((answer) => expect(answer.status).toBeLessThan(300))
    const [file] = await world.services.db.owner
      .select()
      .from(importFiles)
      .where(eq(importFiles.importId, waiting.id))
    expect(file).toMatchObject({ bytes: null, findings: null, people: null })
    await coordinator().post(`/v1/imports/${waiting.id}/run`).send({ sha256: waiting.sha256 }).expect(202)
    await workImports(world.services)
    expect(await readImportOf(coordinator(), waiting.id)).toMatchObject({
      state: 'failed',
      failure: 'erased',
    })
    expect(await world.services.db.owner.$count(people, sql`${people.email} = 'u@example.org'`)).toBe(0)
  })
})
