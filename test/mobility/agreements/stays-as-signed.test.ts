import { beforeAll, describe, expect, test } from 'vitest'
import type { AgreementContent } from '../../../src/db/schema/mobility/agreements.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
type Slip = { id: string; confirmed: boolean; fields: { pointer: string; old: unknown; new: unknown }[] }

/** By field of what was signed: what its register is told afterwards. */
const changes: Record<string, unknown> = {
  '/sending/name': 'Parauga tehnikums un skola',
  '/sending/latinName': 'Parauga Tehnikums',
  '/sending/country': 'EE',
  '/hosting/name': 'Example Workshop Ltd',
  '/hosting/latinName': 'Example Shop',
  '/hosting/country': 'SE',
  '/learner/givenName': 'Learning',
  '/learner/familyName': 'Person',
  '/learner/latinGivenName': 'Lerner',
  '/learner/latinFamilyName': 'Wun',
  '/learner/birthDate': '2009-05-15',
  '/learner/guardianName': 'Guardian Two',
  '/mobility/projectCode': '2026-1-LV01-KA121-VET-000054321',
  '/mobility/startsOn': '2026-09-08',
  '/mobility/endsOn': '2026-10-03',
  '/mobility/participation': 'blended',
  '/mobility/workloadHours': 121,
  '/mobility/objective': 'Another objective.',
  '/mobility/programme': 'Another programme',
  '/mobility/eqfLevel': 5,
  '/mobility/languages': ['en', 'lv'],
  '/mobility/fieldOfEducation': '0613',
}

describe('what was signed stays what is read', () => {
  let world: World
  let path: string
  let caseId: string
  let learnerId: string
  let mobilityId: string
  const as = (side: 'school' | 'host', role: 'coordinator' | 'admin' = 'coordinator') =>
    world.as({ school: world[side], role })
  const ok = (...asked: Parameters<ReturnType<typeof given>['ok']>) => given(world).ok(...asked)

  beforeAll(async () => {
    world = await newWorld()
    const minor = await given(world).person({ birthDate: '2009-05-14', guardianName: 'Guardian One' })
    const terms = { programme: 'Programme', objective: 'Objective.', eqfLevel: 4 }
    const made = await given(world).opened(one, { ...terms, learnerId: minor.id, guardian: true })
    caseId = made.id
    mobilityId = made.mobilityId
    learnerId = String(minor.id)
    path = `/v1/mobilities/${mobilityId}/agreement`
  })

  /** Tells the register of a field something else. */
  async function change(pointer: string, value: unknown) {
    const [, part, name = ''] = pointer.split('/')
    const school = part === 'hosting' ? world.host : world.school
    if (name === 'country') {
      const operator = world.as({ school: world.school, scopes: ['operate'] })
      return ok(operator.put(`/v1/organisations/${school.id}/country`).send({ country: value }))
    }
    const admin = world.as({ school, role: 'admin' })
    const client = part === 'sending' || part === 'hosting' ? admin : as('school')
    const at = {
      sending: `/v1/organisations/${world.school.id}`,
      hosting: `/v1/organisations/${world.host.id}`,
      learner: `/v1/people/${learnerId}`,
      mobility: `/v1/mobilities/${mobilityId}`,
    }[String(part)]
    return ok(
      client
        .patch(String(at))
        .set('if-match', '*')
        .send({ [name]: value }),
    )
  }

  type Blocker = { code: string; sentence: string; fields?: string[] }
  const blockers = async () =>
    (await ok(as('school').get(`/v1/recognitions/${caseId}`))).blockers as Blocker[]
  const outdated = async () => (await blockers()).find(({ code }) => code === 'agreement-outdated')
  const say = async (fields: string[], side: 'school' | 'host' = 'school') => {
    const body = { fields, reason: 'It was misspelt.' }
    const { slips } = await ok(as(side).post(`${path}/slips`).send(body))
    return (slips as Slip[]).at(-1)!
  }
  const confirm = (id: string, side: 'school' | 'host' = 'host') =>
    as(side).post(`${path}/slips/${id}/confirmation`)

  test('of every field that is taken from a register it is known how it may change afterwards', async () => {
    const { content } = await ok(as('school').get(path))
    const signed = content as AgreementContent
    const fields = (['sending', 'hosting', 'learner', 'mobility'] as const).flatMap((part) =>
      Object.keys(signed[part])
        .filter((name) => name !== 'id')
        .map((name) => `/${part}/${name}`),
    )
    expect(fields.sort()).toEqual(Object.keys(changes).sort())
    expect(await outdated()).toBeUndefined()
  })

  test.each(Object.entries(changes))(
    '%s: a change is named, a slip confirmed sets free for that value',
    async (pointer, value) => {
      await change(pointer, value)
      expect(await outdated()).toMatchObject({ fields: [pointer] })
      const slip = await say([pointer])
      expect(slip.fields).toMatchObject([{ pointer, new: value }])
      const waiting = await blockers()
      expect(waiting.find(({ code }) => code === 'slip-unconfirmed')).toMatchObject({ fields: [pointer] })
      expect((await confirm(slip.id, 'school')).status).toBe(409)
      const confirmed = await ok(confirm(slip.id))
      expect((confirmed.slips as Slip[]).every((known) => known.confirmed)).toBe(true)
      expect((await blockers()).map(({ code }) => code)).toEqual([
        'information-not-acknowledged',
        'outcome-open',
      ])
    },
  )

  test('and the case file says who called it a slip, who confirmed it, what was wrong, and why', async () => {
    const { body } = await as('school').get(`/v1/recognitions/${caseId}/file.pdf`).buffer().parse(asBytes)
    const text = (await readPdf(body)).text.replaceAll(/\s+/g, ' ')
    expect(text).toMatch(/Learner, family name: [^:]+ → Person/)
    expect(text.match(/It was misspelt\./g)!.length).toBe(2 * Object.keys(changes).length)
    expect(text).toMatch(/Slips Step What Who, and why Pointed out .+ Confirmed Learner, family name/)
  })

  test('another change of a field that was confirmed makes it outdated again, and signing anew sets free', async () => {
    await change('/learner/familyName', 'Third')
    await change('/hosting/name', 'Example Workshop Group')
    const found = await outdated()
    expect(found).toMatchObject({ fields: ['/hosting/name', '/learner/familyName'] })
    expect(found!.sentence).toContain('Hosting organisation, name; Learner, family name')
    const { hash } = await given(world).draft(mobilityId, one)
    await given(world).sign(mobilityId, hash, ['learner', 'guardian'])
    await ok(as('school').post(`/v1/recognitions/${caseId}/agreement`))
    expect(await outdated()).toBeUndefined()
  })

  test('a slip is of fields that stand otherwise in the register, and counts for the values that were named', async () => {
    const none = await as('school')
      .post(`${path}/slips`)
      .send({ fields: ['/learner/givenName', '/outcomes/0/target'], reason: 'It was misspelt.' })
    expect([none.status, none.body.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([
      422,
      ['/fields/0', '/fields/1'],
    ])
    await change('/learner/givenName', 'Lerner')
    const slip = await say(['/learner/givenName'], 'host')
    await change('/learner/givenName', 'Learner')
    expect((await confirm(slip.id, 'school')).status).toBe(409)
    expect((await confirm(crypto.randomUUID(), 'school')).status).toBe(404)
    const again = await say(['/learner/givenName'], 'host')
    await ok(confirm(again.id, 'school'))
    expect((await confirm(again.id, 'school')).status).toBe(409)
    expect(await outdated()).toBeUndefined()
  })

  test('and who turns out to be a minor has a guardian sign before anything else', async () => {
    const made = await given(world).opened(one)
    const mobility = await ok(as('school').get(`/v1/mobilities/${made.mobilityId}`))
    const learner = as('school').patch(`/v1/people/${mobility.learnerId}`).set('if-match', '*')
    await ok(learner.send({ birthDate: '2009-05-14', guardianName: 'Guardian One' }))
    const codes = async () => {
      const read = await ok(as('school').get(`/v1/recognitions/${made.id}`))
      return (read.blockers as Blocker[]).map(({ code }) => code)
    }
    expect((await codes()).slice(0, 3)).toEqual([
      'guardian-missing',
      'information-not-acknowledged',
      'agreement-outdated',
    ])
    const agreement = await ok(as('school').get(`/v1/mobilities/${made.mobilityId}/agreement`))
    expect(agreement).toMatchObject({ missing: ['guardian'], signed: false })
    await given(world)
      .ok(as('school').post(`/v1/mobilities/${made.mobilityId}/agreement/links`).send({ party: 'guardian' }))
      .then((link) =>
        ok(
          world.anyone
            .post(new URL(String(link.url)).pathname)
            .send({ name: 'Guardian One', accept: true, hash: agreement.hash }),
        ),
      )
    expect(await codes()).not.toContain('guardian-missing')
  })

  test('the certificate says what was signed and confirmed, and the case file who confirmed it', async () => {
    const made = await given(world).decided(one)
    const mobility = await ok(as('school').get(`/v1/mobilities/${made.mobilityId}`))
    const learner = as('school').patch(`/v1/people/${mobility.learnerId}`).set('if-match', '*')
    await ok(learner.send({ familyName: 'Corrected' }))
    const issue = () =>
      world
        .as({ school: world.school, role: 'issuer' })
        .post('/v1/certificates')
        .send({ recognitionId: made.id })
    const refused = await issue()
    expect([refused.status, refused.body.blockers]).toMatchObject([
      409,
      [{ code: 'agreement-outdated', fields: ['/learner/familyName'] }],
    ])
    const slips = `/v1/mobilities/${made.mobilityId}/agreement/slips`
    const said = await ok(
      as('school')
        .post(slips)
        .send({ fields: ['/learner/familyName'], reason: 'It was misspelt.' }),
    )
    await ok(as('host').post(`${slips}/${(said.slips as Slip[])[0]!.id}/confirmation`))
    const certificate = await ok(issue())
    const snapshot = await as('school').get(`/v1/certificates/${certificate.id}.json`)
    expect(JSON.parse(snapshot.text).learner).toMatchObject({ familyName: 'Corrected' })
  })
})
