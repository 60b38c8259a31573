import { beforeEach, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
beforeEach(async () => {
  world = await newWorld()
})

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const as = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
const ok = (...asked: Parameters<ReturnType<typeof given>['ok']>) => given(world).ok(...asked)
const named = { givenName: 'Learner', familyName: 'One' }
const register = (body: object) => as().post('/v1/people').send(body)
const change = (id: unknown, body: object) => as().patch(`/v1/people/${id}`).set('if-match', '*').send(body)

describe('somebody whose birth date nobody knows', () => {
  test('is registered once it is said whether they are of age, once by their name, and told what cannot be had', async () => {
    const refused = await register(named)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/birthDate'])
    const made = await ok(register({ ...named, ofAge: true }))
    expect(made).toMatchObject({ birthDate: null, ofAge: true })
    expect(made.without).toEqual(['confirm-by-birth-date', 'find-by-birth-date', 'come-of-age-by-date'])
    const again = await register({ familyName: 'Learner', givenName: 'One', ofAge: true })
    expect([again.status, again.body.personId]).toEqual([409, made.id])
    const known = await ok(change(made.id, { birthDate: '2006-05-14' }))
    expect(known).toMatchObject({ birthDate: '2006-05-14', ofAge: null, without: [] })
    const emptied = await change(made.id, { birthDate: null })
    expect([emptied.status, emptied.body.errors[0].pointer]).toEqual([422, '/birthDate'])
    expect(await ok(change(made.id, { birthDate: null, ofAge: false }))).toMatchObject({ ofAge: false })
  })

  test('goes the whole way: no form has a birth date, and none confirms the holder', async () => {
    const person = await given(world).person({
      birthDate: null,
      ofAge: true,
      email: 'learner.one@example.org',
    })
    const issued = await given(world).certificate(one, { learnerId: person.id })
    const read = async (form: string) =>
      (await as('issuer').get(`/v1/certificates/${issued.id}.${form}`).buffer().parse(asBytes)).body as Buffer
    expect(JSON.parse(String(await read('json'))).learner.birthDate).toBeNull()
    expect((await readPdf(await read('pdf'))).text).not.toContain('Date of birth')
    expect(String(await read('ob3.json'))).not.toContain('birthDate')
    expect(String(await read('edc.jsonld'))).not.toContain('dateOfBirth')
    const code = String(issued.verificationUrl).split('/').at(-1)
    const verified = async (claim: object) =>
      (await ok(world.anyone.post('/v1/verifications').send({ code, ...claim }))).checks as Body[]
    const byDate = (await verified({ birthDate: '2006-05-14' })).find(({ check }) => check === 'person')
    expect(byDate).toMatchObject({ finding: 'not-known' })
  })

  test('has a guardian sign where they are not of age, and the agreement says what is known', async () => {
    const minor = { birthDate: null, ofAge: false, guardianName: 'Guardian One' }
    const person = await given(world).person(minor)
    const made = await given(world).mobility({ learnerId: person.id })
    const { hash, missing, content } = await given(world).draft(made.id, one)
    expect((content as { learner: Body }).learner).toMatchObject(minor)
    expect(JSON.stringify(missing)).toContain('guardian')
    await given(world).sign(made.id, hash, ['learner', 'guardian'])
    const opened = await ok(as().post('/v1/recognitions').send({ mobilityId: made.id }))
    await ok(change(person.id, { ofAge: true }))
    const { blockers } = await ok(as().get(`/v1/recognitions/${opened.id}`))
    const outdated = (blockers as Body[]).find(({ code }) => code === 'agreement-outdated')
    expect(outdated!.fields).toEqual(['/learner/ofAge'])
    const path = `/v1/mobilities/${made.id}/agreement/slips`
    const { slips } = await ok(
      as()
        .post(path)
        .send({ fields: ['/learner/ofAge'], reason: 'A slip.' }),
    )
    expect((slips as { fields: Body[] }[])[0]!.fields).toEqual([
      { pointer: '/learner/ofAge', old: false, new: true },
    ])
  })

  test('and of two records of one person the birth date that is known is right', async () => {
    const kept = await given(world).person({ birthDate: null, ofAge: true })
    const merged = await given(world).person()
    const merge = await ok(as().post(`/v1/people/${kept.id}/merge`).send({ mergedId: merged.id }))
    const other = world.as({ school: world.school, role: 'admin' })
    await ok(other.post(`/v1/people/${kept.id}/merge/${merge.id}/confirmation`))
    expect(await ok(as().get(`/v1/people/${kept.id}`))).toMatchObject({
      birthDate: '2006-05-14',
      without: [],
    })
  })
})
