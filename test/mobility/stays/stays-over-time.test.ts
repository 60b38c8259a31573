import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Stay = { id: string; startsOn: string; endsOn: string }

const one = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('A mobility with several hosts, as things change', () => {
  let world: World
  let step: ReturnType<typeof given>
  const as = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
  const mentor = (index: number) =>
    world.as({ school: index === 0 ? world.host : world.stranger, role: 'mentor' })
  const days = [
    { startsOn: '2026-09-07', endsOn: '2026-09-18' },
    { startsOn: '2026-09-19', endsOn: '2026-10-02' },
  ]
  const parts = () => [
    { organisationId: world.host.id, ...days[0] },
    { organisationId: world.stranger.id, ...days[1] },
  ]
  const at = (mobilityId: unknown) => `/v1/mobilities/${mobilityId}`
  const record = (mobilityId: unknown, stays: object[]) =>
    as()
      .put(`${at(mobilityId)}/stays`)
      .send({ stays })
  const change = (mobilityId: unknown, changes: object) =>
    as().patch(at(mobilityId)).set('if-match', '*').send(changes)
  const staysOf = async (mobilityId: unknown) =>
    (await step.ok(as().get(`${at(mobilityId)}/stays`))).stays as (Stay & { organisationId: string })[]
  const attest = async (mobilityId: unknown, index: number, over: object = {}) => {
    const { id } = (await staysOf(mobilityId))[index]!
    return mentor(index)
      .post(`${at(mobilityId)}/stays/${id}/attestation`)
      .send({ ...days[index], ...over })
  }
  const blockersOf = async (caseId: unknown) => {
    const { blockers } = await step.ok(as().get(`/v1/recognitions/${caseId}`))
    return (blockers as { code: string; fields?: string[] }[]).map(({ code, fields }) => fields ?? code)
  }

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  test('keeps its parts once a certificate says them; days attested anew are what it is corrected by', async () => {
    const made = await step.decided(one, {}, {}, { stays: parts() })
    for (const index of [0, 1]) expect((await attest(made.mobilityId, index)).status).toBe(201)
    const issued = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    for (const [language, said] of [
      ['en', /correction of "mobility.stays"/],
      ['lv', /labot „mobility.stays”/],
    ] as const) {
      const refused = await record(made.mobilityId, []).set('accept-language', language)
      expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(said)])
      expect(refused.body.detail).toContain(issued.id)
    }
    expect((await attest(made.mobilityId, 1, { endsOn: '2026-10-01' })).status).toBe(201)
    const path = `/v1/certificates/${issued.id}`
    const { mobility } = (await step.ok(as().get(`${path}.json`))) as { mobility: { stays: Stay[] } }
    const right = [mobility.stays[0]!, { ...mobility.stays[1]!, endsOn: '2026-10-01' }]
    const fields = [{ field: 'mobility.stays', wrong: mobility.stays, right }]
    const early = [{ ...fields[0]!, right: [mobility.stays[0]!] }]
    await as().post(`${path}/correction`).send({ reason: 'They left earlier.', fields: early }).expect(422)
    await step.ok(as().post(`${path}/correction`).send({ reason: 'They left earlier.', fields }))
    const anew = await step.ok(as('issuer').post(`${path}/correction/confirmation`))
    const after = (await step.ok(as().get(`/v1/certificates/${anew.id}.json`))) as typeof anew
    expect((after.mobility as { stays: Stay[] }).stays).toEqual(right)
  })

  test('keeps its parts once its case is closed, and says how to go on', async () => {
    const made = await step.opened(one, { stays: parts() })
    await step.move(made.id, 'withdraw', 'The learner came home.')
    const refused = await record(made.mobilityId, [])
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('a certificate of participation says them'),
    ])
    expect((await attest(made.mobilityId, 0)).status).toBe(201)
  })

  test('cancelled, neither changes its parts nor attests them', async () => {
    const { id } = await step.mobility()
    await step.ok(record(id, parts()))
    await step.ok(
      as()
        .post(`${at(id)}/cancellation`)
        .send({ reason: 'The workshop has closed.' }),
    )
    expect((await record(id, [])).status).toBe(409)
    expect((await attest(id, 0)).status).toBe(409)
    await step.ok(as().post(`${at(id)}/reinstatement`))
    expect((await attest(id, 0)).status).toBe(201)
  })

  test('interrupted, is attested as before, and nothing that was signed is outdated', async () => {
    const made = await step.decided(one, {}, {}, { stays: parts() })
    const interruptions = [{ startsOn: '2026-09-21', endsOn: '2026-09-22', reason: 'Convalescence.' }]
    await step.ok(change(made.mobilityId, { interruptions }))
    expect(await blockersOf(made.id)).toEqual(['stay-unattested', 'stay-unattested'])
    for (const index of [0, 1]) expect((await attest(made.mobilityId, index)).status).toBe(201)
    const issued = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const { mobility } = await step.ok(as().get(`/v1/certificates/${issued.id}.json`))
    expect(mobility).toMatchObject({ interruptions: ['2026-09-21/2026-09-22'], stays: days })
  })

  test('extended, gives its last part more days, which are agreed anew', async () => {
    const made = await step.opened(one, { stays: parts() })
    const extensionReason = 'The work took longer.'
    await step.ok(change(made.mobilityId, { endsOn: '2026-10-09', extensionReason }))
    const longer = [parts()[0]!, { ...parts()[1]!, endsOn: '2026-10-09' }]
    await step.ok(record(made.mobilityId, longer))
    expect(await blockersOf(made.id)).toContainEqual(expect.arrayContaining(['/mobility/stays']))
    const { hash, content } = await step.draft(made.mobilityId, one)
    expect((content as { mobility: Body }).mobility).toMatchObject({
      endsOn: '2026-10-09',
      stays: [days[0], { startsOn: '2026-09-19', endsOn: '2026-10-09' }],
    })
    await step.sign(made.mobilityId, hash)
    await step.ok(as().post(`/v1/recognitions/${made.id}/agreement`))
    expect(await blockersOf(made.id)).not.toContainEqual(expect.arrayContaining(['/mobility/stays']))
  })

  test('at another host, is agreed anew with the parts as they are by then', async () => {
    const { id } = await step.mobility()
    await step.ok(record(id, parts()))
    const before = await step.draft(id, one)
    await step.sign(id, before.hash)
    const body = { hostingOrganisationId: world.stranger.id, reason: 'The host has closed.' }
    await step.ok(
      as()
        .put(`${at(id)}/host`)
        .send(body),
    )
    const { content } = (await step.draft(id, one)) as { content: { mobility: Body; hosting: Body } }
    expect(content.hosting.id).toBe(world.stranger.id)
    expect(content.mobility.stays).toEqual(
      days.map((each) => ({
        ...each,
        role: 'host',
        organisation: expect.objectContaining({ id: world.stranger.id }),
      })),
    )
  })

  test('of two records of one person, moves with its parts to the one that stays', async () => {
    const kept = await step.person()
    const gone = await step.person()
    const { id } = await step.signedMobility(one, { learnerId: gone.id, stays: parts() })
    const path = `/v1/people/${kept.id}/merge`
    const proposed = await step.ok(as().post(path).send({ mergedId: gone.id }))
    const admin = world.as({ school: world.school, role: 'admin' })
    await step.ok(admin.post(`${path}/${proposed.id}/confirmation`))
    expect((await step.ok(mentor(1).get(at(id)))).learnerId).toBe(kept.id)
    const opened = await step.ok(as().post('/v1/recognitions').send({ mobilityId: id }))
    expect((await blockersOf(opened.id)).flat()).not.toContain('/mobility/stays')
    for (const index of [0, 1]) expect((await attest(id, index)).status).toBe(201)
  })

  test('has no certificate of participation until every part is attested, and then says them all', async () => {
    const { id } = await step.mobility()
    await step.ok(record(id, [...parts(), { organisationId: world.stranger.id, role: 'intermediary' }]))
    const paper = () =>
      as('issuer')
        .post(`${at(id)}/participation/papers`)
        .send({ language: 'lv' })
    expect((await paper()).status).toBe(409)
    expect((await attest(id, 1)).status).toBe(201)
    const waiting = await paper().set('accept-language', 'en')
    expect([waiting.status, JSON.stringify(waiting.body)]).toEqual([
      409,
      expect.stringContaining('Example Workshop has not attested its days: from 7 to 18 September 2026.'),
    ])
    expect((await attest(id, 0)).status).toBe(201)
    const issued = await step.ok(paper())
    await as().get(`/v1/papers/${issued.id}.pdf`).buffer().parse(asBytes).expect(200)
  })
})
