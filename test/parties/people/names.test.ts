import { decodeJwt } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { toEdc } from '../../../src/certification/documents/credentials/edc/edc.ts'
import { learningClaims } from '../../../src/certification/documents/credentials/learning-credential.ts'
import { hasOfficial } from '../../certification/certificates/credentials/official.ts'
import { violations } from '../../certification/certificates/credentials/shacl.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const register = (names: Body) =>
  coordinator()
    .post('/v1/people')
    .send({ birthDate: '2006-05-14', ...names })

/** What the paper and the credentials of a learner's certificate say. */
async function certified(over: Body) {
  const step = given(world)
  const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
  const made = await step.validation(outcomes, {}, over)
  const decision = { outcomes: [{ competence: '1.1', result: 'reached' }] }
  const { as, school } = world
  await step.ok(as({ school, role: 'validator' }).post(`/v1/recognitions/${made.id}/decision`).send(decision))
  const issuing = as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id })
  const { id } = await step.ok(issuing)
  const get = (form: string) => coordinator().get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes)
  const snapshot: CertificateSnapshot = JSON.parse((await get('json')).body.toString())
  const { text } = await readPdf((await get('pdf')).body)
  const badge = decodeJwt<{ credentialSubject: { identifier: Body[] } }>((await get('jwt')).body.toString())
  const edc = toEdc(snapshot, {
    pageImages: [Buffer.from('one')],
    eidasIdentifier: { notation: 'VATLV-40000000000', country: 'LV' },
  })
  const names = badge.credentialSubject.identifier
    .filter(({ identityType }) => identityType === 'name')
    .map(({ identityHash }) => identityHash)
  return { snapshot, text, names, edc, claims: learningClaims(snapshot) as Body }
}

describe('a name in letters that papers do not have', () => {
  test('is taken with its form in the passport, and it is said where that is missing', async () => {
    const names = { givenName: 'אברהם', familyName: 'כהן' }
    const refused = await register(names)
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ pointer: '/latinGivenName' }, { pointer: '/latinFamilyName' }],
    ])
    const half = await register({ ...names, latinGivenName: 'Avraham', familyName: 'Cohen' })
    expect([half.status, half.body.latinFamilyName]).toEqual([201, null])
    expect((await register({ ...names, latinGivenName: 'Авраам', latinFamilyName: 'Cohen' })).status).toBe(
      400,
    )
    const changed = await coordinator()
      .patch(`/v1/people/${half.body.id}`)
      .set('if-match', '*')
      .send({ familyName: '王' })
    expect([changed.status, changed.body.errors]).toMatchObject([422, [{ pointer: '/latinFamilyName' }]])
  })

  test('stands in Latin letters on the paper, and in both in the credentials', async () => {
    const latin = { latinGivenName: 'Avraham', latinFamilyName: 'Cohen' }
    const person = await register({ givenName: 'אברהם', familyName: 'כהן', ...latin })
    const languages = ['lv', 'en-gb', 'ltg']
    const { snapshot, text, names, edc, claims } = await certified({ learnerId: person.body.id, languages })
    expect(snapshot.learner).toEqual({
      givenName: 'Avraham',
      familyName: 'Cohen',
      birthDate: '2006-05-14',
      ownName: 'אברהם כהן',
    })
    expect(text).toContain('Avraham Cohen')
    expect(text).not.toContain('\ufffd')
    expect(names).toEqual(['Avraham Cohen', 'אברהם כהן'])
    expect(claims).toMatchObject({ given_name: 'Avraham', family_name: 'Cohen' })
    expect(edc.credentialSubject).toMatchObject({
      fullName: { lv: 'Avraham Cohen' },
      altLabel: { und: 'אברהם כהן' },
    })
    // Languages are kept as BCP 47 writes them, and only those that are known stand in the European credential.
    expect(snapshot.mobility.languages).toEqual(['lv', 'en-GB', 'ltg'])
    expect(claims.language_of_classes).toEqual(['lv', 'en-GB', 'ltg'])
    expect(text).toContain('latviešu, angļu (GB)')
    expect(JSON.stringify(edc.credentialSubject.hasClaim.influencedBy)).toContain('language/LAV')
    if (hasOfficial) expect(await violations(edc)).toEqual([])
  })

  test('of an organisation is taken with its form in Latin letters, which papers show', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    const refused = await admin.post('/v1/organisations').send({ name: 'מכללה', country: 'IL' })
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/latinName' }]])
    const taken = { name: 'מכללה', latinName: 'Mikhlala', country: 'IL' }
    const made = await admin.post('/v1/organisations').send(taken)
    expect([made.status, made.body.latinName]).toEqual([201, 'Mikhlala'])
    const path = `/v1/organisations/${world.school.id}`
    const unfit = await admin.patch(path).set('if-match', '*').send({ name: '学校' })
    expect([unfit.status, unfit.body.errors]).toMatchObject([422, [{ pointer: '/latinName' }]])
  })
})

test('who has one name is called by it alone, in every form', async () => {
  const person = await register({ familyName: 'Mononymsson' })
  expect([person.status, person.body.givenName, person.body.familyName]).toEqual([201, null, 'Mononymsson'])
  const { snapshot, text, names, edc, claims } = await certified({ learnerId: person.body.id })
  expect(names).toEqual(['Mononymsson'])
  expect(text).toContain('Mononymsson')
  expect(text).not.toMatch(/null|undefined/)
  expect(claims).not.toHaveProperty('given_name')
  expect(claims).not.toHaveProperty('language_of_classes')
  expect(claims.family_name).toBe('Mononymsson')
  expect(edc.credentialSubject).not.toHaveProperty('givenName')
  expect(edc.credentialSubject.fullName).toEqual({ lv: 'Mononymsson' })
  expect(snapshot.mobility).not.toHaveProperty('languages')
  if (hasOfficial) expect(await violations(edc)).toEqual([])
  const back = await coordinator()
    .patch(`/v1/people/${person.body.id}`)
    .set('if-match', '*')
    .send({ givenName: 'Learner' })
  expect([back.status, back.body.givenName]).toEqual([200, 'Learner'])
})

test('a language of a mobility is one that ISO 639 knows', async () => {
  for (const languages of [['xq'], ['Latvian'], ['lv', 'lv'], [], ['und']]) {
    const { id } = await given(world).mobility()
    const answer = await coordinator().patch(`/v1/mobilities/${id}`).set('if-match', '*').send({ languages })
    expect([languages, answer.status, answer.body.errors[0].pointer]).toEqual([
      languages,
      400,
      expect.stringMatching(/^\/languages/),
    ])
  }
})
