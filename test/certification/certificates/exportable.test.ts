import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { exportFaults } from '../../../src/certification/documents/exports/export-faults.ts'
import { valueFaults } from '../../../src/certification/documents/exports/value-faults.ts'
import { certificates } from '../../../src/db/schema/certification/certificates.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { changed } from './credentials/changed.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

type Planted = { id: string; kept: unknown }

const publicUrl = 'https://recognition.example'

describe('what a certificate will say in its credentials', () => {
  test('is held against what their schemas ask, and the sample keeps to all of it', () => {
    for (const snapshot of [sampleSnapshot(), sampleSnapshot({ eqfLevel: null })]) {
      expect(exportFaults(snapshot, publicUrl)).toEqual([])
      expect(valueFaults(snapshot)).toEqual([])
    }
  })

  const wrong: [path: (string | number)[], value: unknown, where: string][] = [
    [['hosting', 'country'], 'QQ', '/hosting/country'],
    [['issuer', 'name'], '', 'ob3.json /issuer/name'],
    [['issuer', 'name'], '', 'edc.jsonld /issuer/legalName/lv'],
    [['issuer', 'name'], '', 'dc+sd-jwt /issuing_authority'],
    [['issuedAt'], 'now', 'ob3.json /validFrom'],
    [['learner', 'birthDate'], 'May', 'edc.jsonld /credentialSubject/dateOfBirth'],
    [['mobility', 'participation'], 'hybrid', '/mobility/participation'],
    [['mobility', 'startsOn'], '7.9.2026', 'ob3.json /credentialSubject/activityStartDate'],
    [['eqfLevel'], 9, 'dc+sd-jwt /level_of_learning_experience'],
    [
      ['outcomes', 0, 'uris', 'esco'],
      'S1.2.3',
      'edc.jsonld /credentialSubject/hasClaim/specifiedBy/learningOutcome/0/relatedESCOSkill/id',
    ],
    [
      ['outcomes', 0, 'uris', 'eu'],
      'a b',
      'ob3.json /credentialSubject/achievement/resultDescription/0/alignment/1/targetUrl',
    ],
  ]
  test.each(wrong)('%j as %j is found, and where', (path, value, where) => {
    const faults = exportFaults(changed(sampleSnapshot(), path, value), publicUrl)
    expect(faults.map(({ form, pointer }) => (form ? `${form} ${pointer}` : pointer))).toContain(where)
  })

  test('is checked without much work', () => {
    const snapshot = sampleSnapshot()
    const check = () => [...valueFaults(snapshot), ...exportFaults(snapshot, publicUrl)]
    for (let warm = 0; warm < 50; warm += 1) check()
    const before = process.cpuUsage()
    for (let times = 0; times < 50; times += 1) check()
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 50 / 1000).toBeLessThan(4)
  })
})

describe('of a case whose data an earlier release took as they came', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).decided([{ competence: '1.1', baseline: 2, target: 4 }])
  })

  const ofLearner = 'id = (select learner_id from mobilities limit 1)'
  const control = '\u0007'
  const planted: [table: string, column: string, value: unknown, where: string, names: RegExp][] = [
    [
      'organisations',
      'country',
      'QQ',
      'id = (select hosting_organisation_id from mobilities limit 1)',
      /country/,
    ],
    [
      'organisations',
      'name',
      `A${control}B`,
      'id = (select hosting_organisation_id from mobilities limit 1)',
      /name/,
    ],
    ['organisations', 'city', `A\u202eB`, 'id = (select organisation_id from mobilities limit 1)', /city/],
    ['organisations', 'oid', '12', 'id = (select organisation_id from mobilities limit 1)', /oid/],
    ['organisations', 'country', 'ZZ', 'id = (select organisation_id from mobilities limit 1)', /country/],
    ['people', 'given_name', ' ', ofLearner, /givenName/],
    ['people', 'given_name', 'אבי', ofLearner, /givenName/],
    ['people', 'family_name', `A${control}B`, ofLearner, /familyName/],
    ['mobilities', 'participation', 'hybrid', 'true', /participation|agreement-outdated/],
    ['mobilities', 'eqf_level', 12, 'true', /eqfLevel/],
    ['mobilities', 'programme', control, 'true', /programme/],
    ['mobilities', 'objective', `A${control}`, 'true', /objective/],
    ['mobilities', 'programme', 'Ķīna 王', 'true', /programme/],
    ['mobilities', 'europass_number', control, 'true', /europassNumber/],
    ['mobilities', 'mobility_code', control, 'true', /mobilityCode/],
    ['mobilities', 'project_code', control, 'true', /projectCode|agreement-outdated/],
  ]

  const issue = () =>
    world
      .as({ school: world.school, role: 'issuer' })
      .post('/v1/certificates')
      .send({ recognitionId: made.id })

  test('nothing is signed that could not be exported, and the refusal names what is wrong', async () => {
    const { owner } = world.services.db
    for (const [table, column, value, where, names] of planted) {
      const of = sql.raw(where)
      const [name, field] = [sql.identifier(table), sql.identifier(column)]
      const rows = await owner.execute(sql`select id, ${field} as kept from ${name} where ${of}`)
      const [row] = rows as Planted[]
      const put = (what: unknown) =>
        owner.execute(sql`update ${name} set ${field} = ${what} where id = ${row!.id}`)
      await put(value)
      const answer = await issue()
      await put(row!.kept)
      const told = JSON.stringify([answer.body.missing, answer.body.blockers, answer.body.errors])
      expect([table, column, answer.status]).toEqual([table, column, 409])
      expect(told).toMatch(names)
    }
    expect((await issue()).status).toBe(201)
  })

  test('no form of a certificate that was issued then is answered 5xx', async () => {
    const { owner } = world.services.db
    const certificate = (await issue()).body
    const [row] = await owner.select().from(certificates).where(eq(certificates.id, certificate.id))
    const snapshot: CertificateSnapshot = JSON.parse(row!.snapshot)
    const wrong: [path: (string | number)[], value: unknown][] = [
      [['hosting', 'country'], 'QQ'],
      [['issuer', 'country'], 'ZZ'],
      [['learner', 'givenName'], ''],
      [['mobility', 'participation'], 'hybrid'],
      [['eqfLevel'], 12],
      [['outcomes', 0, 'uris', 'esco'], 'S1'],
    ]
    await owner.execute(sql`alter table certificates disable trigger kept`)
    for (const [path, value] of wrong) {
      const text = JSON.stringify(changed(snapshot, path, value))
      await owner.execute(
        sql`update certificates set snapshot = ${text}, snapshot_sha256 = ${sha256(text)} where id = ${certificate.id}`,
      )
      const reader = world.as({ school: world.school, role: 'coordinator' })
      const base = `/v1/certificates/${certificate.id}`
      const answers = [
        ...(await Promise.all(
          ['', '.json', '.pdf', '.jwt', '.ob3.json', '.edc.jsonld'].map((form) => reader.get(base + form)),
        )),
        await reader.post(`${base}/credential-offers`),
        await reader.get('/v1/certificates'),
        await world.anyone.get(`/verify/${row!.code}`),
        await world.anyone.get(`/verify/${row!.code}`).set('accept', 'application/json'),
        await world.anyone.get(`/verify/${row!.code}?language=lv`).set('accept', 'text/html'),
      ]
      for (const answer of answers)
        expect([path, answer.request.url, answer.status < 500]).toEqual([path, answer.request.url, true])
      const edc = answers[5]!
      if (path[1] === 'country') {
        expect([edc.status, edc.body.missing]).toMatchObject([409, [{ pointer: `/${path.join('/')}` }]])
        expect(edc.body.detail).toContain('cannot be given in this form')
      }
    }
  })

  test('an intent that cannot be exported is voided, and the case can be certified again', async () => {
    const { owner } = world.services.db
    const { id: recognitionId } = await given(world).decided([{ competence: '2.4', baseline: 3, target: 5 }])
    const send = () =>
      world.as({ school: world.school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId })
    const { draw } = world.services
    world.services.draw = () => Promise.reject(new Error('the thread was ended'))
    expect((await send()).status).toBe(500)
    world.services.draw = draw
    const [intended] = await owner
      .select()
      .from(certificates)
      .where(eq(certificates.recognitionId, recognitionId))
    const text = JSON.stringify(changed(JSON.parse(intended!.snapshot), ['issuer', 'country'], 'QQ'))
    await owner.update(certificates).set({ snapshot: text }).where(eq(certificates.id, intended!.id))
    expect((await send()).status).toBe(409)
    const issued = await send()
    expect([issued.status, issued.body.id === intended!.id]).toEqual([201, false])
  })
})
