import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { declaredTables } from '../../../src/db/declared.ts'
import { asTenant } from '../../../src/db/tenancy.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
beforeEach(async () => {
  world = await newWorld()
})

const at = (school: School, role: 'coordinator' | 'mentor' = 'coordinator') => world.as({ school, role })
const coordinator = () => at(world.school)
/** From the workshop to the other school. */
const change = (id: unknown, over: object = {}) =>
  coordinator()
    .put(`/v1/mobilities/${id}/host`)
    .send({ hostingOrganisationId: world.stranger.id, reason: 'The host has closed.', ...over })

/** What remains of what somebody read, and of what they did: it tells of nobody but them. */
const stays = ['file_readings', 'person_readings', 'ledger']

/** Rows that an organisation sees by row-level security alone, of tables that belong to a case or a person. */
async function seenBy({ id: organisationId }: School): Promise<Record<string, number>> {
  const seen: Record<string, number> = {}
  for (const table of await declaredTables()) {
    const columns = getTableColumns(table)
    const name = getTableName(table)
    if (stays.includes(name) || !('hostingOrganisationId' in columns || name === 'people')) continue
    const rows = await asTenant(world.services.db, { organisationId, memberId: null }, (tx) =>
      tx
        .select({ n: sql<number>`count(*)::int` })
        .from(table)
        .catch(() => [{ n: 0 }]),
    )
    if (rows[0]!.n > 0) seen[name] = rows[0]!.n
  }
  return seen
}

/** Agrees anew with the other school, and has everyone sign. */
async function agreeAnew(mobilityId: unknown): Promise<void> {
  const step = given(world)
  const { hash } = await step.draft(mobilityId)
  const path = `/v1/mobilities/${mobilityId}/agreement`
  for (const school of [world.school, world.stranger])
    await at(school).post(`${path}/signatures`).send({ hash }).expect(201)
  const link = await step.ok(coordinator().post(`${path}/links`).send({ party: 'learner' }))
  const signing = { name: 'Learner One', accept: true, hash }
  await step.ok(world.anyone.post(new URL(String(link.url)).pathname).send(signing))
}

describe('a mobility that gets another host', () => {
  test('is lost to the former one, by the API and by row-level security; what they signed stays with the school', async () => {
    const step = given(world)
    const made = await step.signedMobility()
    await at(world.host, 'mentor')
      .patch(`/v1/mobilities/${made.id}/europass/hosting`)
      .set('if-match', '*')
      .send({ tasks: 'Helped in the workshop.' })
      .expect(200)
    expect(Object.keys(await seenBy(world.host))).toContain('agreement_versions')
    const { status, body } = await change(made.id)
    expect([status, body.hostingOrganisationId]).toEqual([200, world.stranger.id])
    expect(await seenBy(world.host)).toEqual({})
    for (const path of ['', '/agreement', '/agreement/versions', '/europass'])
      expect((await at(world.host).get(`/v1/mobilities/${made.id}${path}`)).status).toBe(404)
    expect((await at(world.host).get(`/v1/people/${made.learnerId}`)).status).toBe(404)
    const kept = await coordinator().get(`/v1/mobilities/${made.id}/agreement`).expect(200)
    expect(kept.body.signatures.map(({ party }: Body) => party)).toContain('hosting')
    // The new one sees the mobility, and nothing of what was between the two others.
    await at(world.stranger).get(`/v1/mobilities/${made.id}`).expect(200)
    const seen = await seenBy(world.stranger)
    expect([seen.agreement_versions, seen.agreement_signatures]).toEqual([undefined, undefined])
    const described = await at(world.stranger).get(`/v1/mobilities/${made.id}/europass`)
    expect(JSON.stringify(described.body)).not.toContain('workshop')
  })

  test('is agreed anew: nobody signs or opens what was agreed with the former host', async () => {
    const step = given(world)
    const made = await step.mobility()
    const { hash } = await step.draft(made.id)
    const link = await step.ok(
      coordinator().post(`/v1/mobilities/${made.id}/agreement/links`).send({ party: 'learner' }),
    )
    await change(made.id).expect(200)
    const path = `/v1/mobilities/${made.id}/agreement/signatures`
    expect((await coordinator().post(path).send({ hash })).status).toBe(409)
    expect((await world.anyone.get(new URL(String(link.url)).pathname)).body.link).toBe('ended')
    const signed = await step.signedMobility()
    await change(signed.id).expect(200)
    const opening = { mobilityId: signed.id }
    expect((await coordinator().post('/v1/recognitions').send(opening)).body.detail).toContain('another host')
    await agreeAnew(signed.id)
    await coordinator().post('/v1/recognitions').send(opening).expect(201)
  })

  test('takes its case along once that follows what was agreed anew, and the new host attests', async () => {
    const step = given(world)
    const open = await step.documentation()
    await step.evidence(open.id, ['1.1'])
    await step.evidence(open.id, ['2.4'])
    await step.declareAuthorship(open.id)
    await step.assign(open.id, world.host)
    const path = `/v1/recognitions/${open.id}`
    await change(open.mobilityId).expect(200)
    expect(await seenBy(world.host)).toEqual({})
    for (const school of [world.host, world.stranger]) {
      expect((await at(school).get(path)).status).toBe(404)
      expect((await at(school).get('/v1/work')).body.items).toEqual([])
    }
    const { body } = await coordinator().get(path).expect(200)
    const outdated = (body.blockers as { code: string; fields?: string[] }[]).find(({ fields }) => fields)
    expect([outdated?.code, outdated?.fields]).toEqual([
      'agreement-outdated',
      expect.arrayContaining(['/hosting/id']),
    ])
    expect((await coordinator().get('/v1/recognitions?side=hosted')).body.items).toEqual([])
    const slip = { fields: ['/hosting/id'], reason: 'A slip.' }
    const agreement = `/v1/mobilities/${open.mobilityId}/agreement`
    expect((await coordinator().post(`${agreement}/slips`).send(slip)).status).toBe(422)
    await agreeAnew(open.mobilityId)
    await coordinator().post(`${path}/agreement`).expect(200)
    expect((await at(world.stranger).get(path)).body.hostingOrganisationId).toBe(world.stranger.id)
    expect((await at(world.host).get(path)).status).toBe(404)
    const evidence = await at(world.stranger, 'mentor').get(`${path}/evidence`).expect(200)
    expect(evidence.body.items).toHaveLength(2)
    const word = { statement: 'Done here.' }
    await at(world.stranger, 'mentor').post(`${path}/attestation`).send(word).expect(201)
    await step.move(open.id, 'complete-documentation')
    expect(await seenBy(world.host)).toEqual({})
  })

  test('keeps it once evidence or participation was attested, the case is closed, or the mobility cancelled', async () => {
    const step = given(world)
    const attested = await step.assessment()
    expect((await change(attested.mobilityId)).body.detail).toContain('attested')
    const { id: attended } = await step.mobility()
    const days = { startsOn: '2026-09-01', endsOn: '2026-09-02' }
    await at(world.host, 'mentor')
      .post(`/v1/mobilities/${attended}/participation/attestation`)
      .send(days)
      .expect(201)
    expect((await change(attended)).body.detail).toContain('attested')
    const closed = await step.opened()
    await step.move(closed.id, 'withdraw', 'Ended.')
    expect((await change(closed.mobilityId)).body.detail).toContain('closed')
    const cancelled = await step.mobility()
    await coordinator()
      .post(`/v1/mobilities/${cancelled.id}/cancellation`)
      .send({ reason: 'No.' })
      .expect(200)
    expect((await change(cancelled.id)).status).toBe(409)
  })

  test('gets one that there is, other than the one it has and the school itself, and the school says so', async () => {
    const made = await given(world).mobility()
    for (const hostingOrganisationId of [
      world.host.id,
      world.school.id,
      '01993c7e-0000-7000-8000-0000000000ff',
    ])
      expect((await change(made.id, { hostingOrganisationId })).body.errors).toMatchObject([
        { pointer: '/hostingOrganisationId' },
      ])
    const body = { hostingOrganisationId: world.stranger.id, reason: 'Mine.' }
    for (const school of [world.host, world.stranger])
      expect((await at(school).put(`/v1/mobilities/${made.id}/host`).send(body)).status).toBe(404)
  })

  test('or is attested first, never both, where that is done at the same time', async () => {
    const step = given(world)
    for (let round = 0; round < 3; round += 1) {
      const open = await step.documentation()
      await step.evidence(open.id, ['1.1'])
      const word = { statement: 'Done here.' }
      const [attested, changed] = await Promise.all([
        at(world.host, 'mentor').post(`/v1/recognitions/${open.id}/attestation`).send(word),
        change(open.mobilityId),
      ])
      expect([attested.status, changed.status].filter((status) => status < 300)).toHaveLength(1)
    }
  })
})
