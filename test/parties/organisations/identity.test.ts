import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { asTenant } from '../../../src/db/tenancy.ts'
import { identifyingFactsOf } from '../../../src/parties/organisations/identity/identity.ts'
import {
  getOrganisation,
  insertOrganisation,
  updateIdentity,
} from '../../../src/parties/organisations/store.ts'
import { allowSilence } from '../../setup/database.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const admin = (school: School = world.school) => world.as({ school, role: 'admin' })
const checked = { checkedBy: 'Agency One', checkedHow: 'register-extract', checkedOn: '2026-11-02' }
const accreditation = {
  kind: 'erasmus-vet-accreditation',
  scope: { lv: 'Izglītojamo mobilitāte', en: 'Mobility of learners' },
  by: 'Agency One',
  from: '2026-01-01',
}

let entered = 0
async function enter(name = `Place ${++entered} of Learning`, over: object = {}): Promise<string> {
  const { body } = await admin()
    .post('/v1/organisations')
    .send({ name, country: 'LV', ...over })
    .expect(201)
  return body.id
}
const state = (id: string, over: object = {}) =>
  admin()
    .put(`/v1/organisations/${id}/identity`)
    .send({ country: 'LV', ...checked, ...over })
const rename = (name: string, school = world.host) =>
  admin(school).patch(`/v1/organisations/${school.id}`).set('if-match', '*').send({ name })

describe('the identity of an organisation', () => {
  test('is stated by whoever runs the service, with who checked it, how and when, and every statement is kept', async () => {
    const id = await enter()
    const before = (await admin().get(`/v1/organisations/${id}`)).body
    expect(before).toMatchObject({ identity: null, accreditations: [], legalName: null })
    const stated = { name: 'School of the Lake', oid: 'E10000077', registrationNumber: '40000000077' }
    const { body, headers } = await state(id, { ...stated, accreditations: [accreditation] }).expect(200)
    expect(body).toMatchObject({ ...stated, identity: { ...checked, checkedHowText: null } })
    expect(body.accreditations).toEqual([{ ...accreditation, number: null, until: null, link: null }])
    expect((await admin(world.host).get(`/v1/organisations/${id}`)).body).toEqual(body)

    const again = await state(id, { ...stated, accreditations: [accreditation] })
    expect(again.headers.etag).toBe(headers.etag)
    await state(id, { ...stated, name: 'School of the Sea' }).expect(200)
    const { items } = (await admin(world.host).get(`/v1/organisations/${id}/identity`)).body
    expect(items).toMatchObject([
      { name: 'School of the Sea', accreditations: [] },
      { name: 'School of the Lake', accreditations: [{ by: 'Agency One' }] },
    ])
    const lines = await world
      .as({ school: world.school, role: 'auditor' })
      .get(`/v1/audit?subject=${id}&action=organisation.confirm-identity`)
    expect(lines.body.items).toMatchObject([
      { details: { changed: ['name', 'oid', 'registrationNumber'] } },
      { details: { changed: ['name'] } },
    ])
  })

  test('is refused with every fault where it says how in no words, on a day to come, or of a time that ends before it begins', async () => {
    const unfit = {
      name: 'School of the Hill',
      checkedHow: 'other',
      checkedOn: '2026-11-22',
      accreditations: [{ ...accreditation, until: '2025-12-31' }],
    }
    const { status, body } = await state(await enter(), unfit)
    expect([status, body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/checkedOn', '/checkedHowText', '/accreditations/0/until'],
    ])
  })

  test('is changed by the organisation itself until somebody vouches for it, and its town afterwards too', async () => {
    const { host } = world
    const patch = (body: object) =>
      admin(host).patch(`/v1/organisations/${host.id}`).set('if-match', '*').send(body)
    await patch({ name: 'Host of Many', oid: 'E10000078' }).expect(200)
    await state(host.id, { name: 'Host of Many', oid: 'E10000078' }).expect(200)
    for (const change of [{ name: 'Host of All' }, { oid: null }, { latinName: 'Host' }]) {
      const refused = await patch(change)
      expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('is confirmed')])
    }
    await patch({ city: 'Tampere', name: 'Host of Many' }).expect(200)
    const country = admin().put(`/v1/organisations/${host.id}/country`).send({ country: 'EE' })
    expect((await country).status).toBe(409)
    const withdrawal = `/v1/organisations/${host.id}/identity/withdrawal`
    const { body } = await admin().post(withdrawal).send({ reason: 'Another one was meant.' }).expect(200)
    expect(body.identity).toBeNull()
    await patch({ name: 'Host of All' }).expect(200)
    const { items } = (await admin().get(`/v1/organisations/${host.id}/identity`)).body
    expect(items[0]).toMatchObject({ identity: null, withdrawnFor: 'Another one was meant.' })
  })

  test('is changed by nobody in the database but with its confirmation', async () => {
    const id = await enter()
    await state(id, { name: 'School of the Dunes' }).expect(200)
    const change = sql`update organisations set name = 'School of the Wind' where id = ${id}`
    await expect(world.services.db.owner.execute(change)).rejects.toThrow()
  })

  test('is vouched for by whoever runs the service alone', async () => {
    const own = world.as({ school: world.host, role: 'admin', scopes: ['administer', 'read', 'register'] })
    const { status } = await own
      .put(`/v1/organisations/${world.host.id}/identity`)
      .send({ name: 'Host', country: 'LV', ...checked })
    expect(status).toBe(403)
  })
})

const confirmed = 'Rīgas Ābolu tehnikums Nr. 10'
const alike = [
  ['the same', confirmed],
  ['in capitals', 'RĪGAS ĀBOLU TEHNIKUMS NR. 10'],
  ['without marks', 'Rigas Abolu tehnikums Nr. 10'],
  ['with other spaces and signs', '„Rīgas\u00a0Ābolu   tehnikums”,  Nr.10'],
  ['with what shows nothing', 'Rīgas Ābo\u200blu teh\u00adnikums Nr. 10'],
  ['with Cyrillic letters', 'Rīgаs Ābоlu tеhnikums Nr. 10'],
  ['with Greek letters', 'Rīgαs Ābοlu tehnikums Νr. 10'],
  ['with Armenian letters', 'Rīgas Ābօlu teհnikums Nr. 10'],
  ['with full-width letters', 'Ｒīgas Ābolu tehnikums Nr. １０'],
  ['with mathematical letters', '𝐑īgas Ābolu tehnikums Nr. 10'],
  ['with digits for letters', 'R1gas Āb0lu tehnikums Nr. l0'],
  ['with two letters for one', 'Rīgas Ābolu tehnikurns Nr. 10'],
] as const

describe('a name like a confirmed one', () => {
  beforeAll(async () => {
    const id = await enter()
    const stated = { name: confirmed, legalName: 'Rīgas profesionālā skola', latinName: 'Riga Apple College' }
    await state(id, { ...stated, oid: 'E10000055', registrationNumber: '40000000055' }).expect(200)
    await state(await enter(), { name: 'Київський коледж дизайну' }).expect(200)
    await state(await enter(), { name: 'ΝΕΑ ΣΧΟΛΗ' }).expect(200)
  })

  test.each(alike)('is taken by nobody: %s', async (_, name) => {
    const answers = [
      await admin().post('/v1/organisations').send({ name, country: 'EE' }),
      await admin().post('/v1/organisations').send({ name: 'Институт', latinName: name, country: 'EE' }),
      await rename(name),
      await state(await enter(), { name }),
      await state(await enter(), { name: 'Another', legalName: name.normalize('NFKC') }),
    ]
    const statuses = answers.map(({ status }) => status)
    expect(statuses.at(-1)).toBe(409)
    // What papers cannot show, or is in no Latin letters where it has to be, is refused before.
    expect(statuses.filter((status) => ![400, 409, 422].includes(status))).toEqual([])
  })

  test.each([
    'київський коледж дизайну',
    'Νέα Σχολή',
    'νεα σχολη',
    'Riga Apple College',
    'rigas profesionala skola',
  ])('is taken by nobody: %s', async (name) => {
    expect((await rename(name)).status).toBe(409)
  })

  test('is told from others', async () => {
    const others = ['Rīgas Ābolu tehnikums Nr. 11', 'Rīgas Bumbieru tehnikums', 'Kyiv College', 'Νέα Σχολή Β']
    for (const name of others)
      await admin().post('/v1/organisations').send({ name, country: 'EE' }).expect(201)
  })

  test('is refused by the database to whoever writes there, also without its skeleton', async () => {
    const values = { country: 'LV', createdAt: world.clock.now, updatedAt: world.clock.now }
    const tenant = { organisationId: world.school.id, memberId: null }
    const write = asTenant(world.services.db, tenant, (tx) =>
      insertOrganisation(tx, { ...values, name: 'RIGAS ABOLU TEHNIKUMS NR 10', skeletons: ['another'] }),
    )
    await expect(write).rejects.toThrow()
  })

  test('stays with whoever had it before, as long as they leave it as it is', async () => {
    const { host } = world
    await rename('Vidzeme College').expect(200)
    await state(await enter(), { name: 'Vidzeme C0llege' }).expect(200)
    await admin(host)
      .patch(`/v1/organisations/${host.id}`)
      .set('if-match', '*')
      .send({ city: 'Cēsis' })
      .expect(200)
    expect((await rename('VIDZEME COLLEGE')).status).toBe(200)
    expect((await state(host.id, { name: 'Vidzeme College' })).status).toBe(409)
  })

  test('is confirmed for one of two at once', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `College at Once ${'ABCDEFGH'[index]}`)
    const ids = await Promise.all(names.map(async () => [await enter(), await enter()] as const))
    const both = await Promise.all(
      names.map((name, index) =>
        Promise.all([state(ids[index]![0], { name }), state(ids[index]![1], { name: name.toUpperCase() })]),
      ),
    )
    const statuses = both.map((answers) => answers.map(({ status }) => status).sort())
    expect(statuses).toEqual(names.map(() => [200, 409]))
  })

  test('is not taken while another one is being confirmed under it', async () => {
    const id = await enter()
    await world.services.db.owner.execute(allowSilence)
    const { promise: end, resolve: commit } = Promise.withResolvers<void>()
    const { promise: written, resolve: wrote } = Promise.withResolvers<void>()
    const confirming = asTenant(world.services.db, { organisationId: id, memberId: null }, async (tx) => {
      const identity = { ...checked, checkedHowText: null, accreditations: [], statement: id }
      const facts = identifyingFactsOf({ ...(await getOrganisation(tx, id)), name: 'College of the Moment' })
      await updateIdentity(
        tx,
        id,
        { ...facts, identity: { ...identity, checkedHow: 'visit' } },
        world.clock.now,
      )
      wrote()
      await end
    })
    await written
    let answered = false
    const renaming = rename('COLLEGE OF THE MOMENT', world.stranger).then((answer) => {
      answered = true
      return answer
    })
    await setTimeout(300)
    expect(answered).toBe(false)
    commit()
    await confirming
    expect((await renaming).status).toBe(409)
  })
})

test('an identifier goes from whoever nobody vouches for to whoever is vouched for, and from nobody else', async () => {
  const { stranger } = world
  await admin(stranger)
    .patch(`/v1/organisations/${stranger.id}`)
    .set('if-match', '*')
    .send({ oid: 'E10000099' })
    .expect(200)
  const [first, second] = [await enter(), await enter()]
  await state(first, { name: 'Identified One', oid: 'E10000099' }).expect(200)
  expect((await admin().get(`/v1/organisations/${stranger.id}`)).body.oid).toBeNull()
  const lines = await world
    .as({ school: world.school, role: 'auditor' })
    .get(`/v1/audit?subject=${stranger.id}&action=organisation.lose-identifier`)
  expect(lines.body.items).toMatchObject([{ details: { oid: 'E10000099', to: first } }])
  expect((await state(second, { name: 'Identified Two', oid: 'E10000099' })).status).toBe(409)
  const number = { registrationNumber: '40000000099' }
  await state(first, { name: 'Identified One', oid: 'E10000099', ...number }).expect(200)
  expect((await state(second, { name: 'Identified Two', ...number })).status).toBe(409)
})
