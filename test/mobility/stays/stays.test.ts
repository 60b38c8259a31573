import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Part = { organisationId: string; role?: string; startsOn?: string; endsOn?: string }

describe('A mobility with several hosts', () => {
  let world: World
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const host = () => world.as({ school: world.host, role: 'mentor' })
  const second = (role: 'mentor' | 'coordinator' | 'assessor' = 'mentor') =>
    world.as({ school: world.stranger, role })
  const parts = (...more: Part[]): { stays: Part[] } => ({
    stays: [
      { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-09-18' },
      { organisationId: world.stranger.id, startsOn: '2026-09-19', endsOn: '2026-10-02' },
      ...more,
    ],
  })
  const pointers = (body: { errors?: { pointer: string }[] }) => body.errors?.map(({ pointer }) => pointer)

  beforeAll(async () => {
    world = await newWorld()
  })

  test('says who hosts which days, and each of them sees it and its case as its host does', async () => {
    const made = await given(world).documentation()
    const [mobility, recognition] = [`/v1/mobilities/${made.mobilityId}`, `/v1/recognitions/${made.id}`]
    const seen = [
      mobility,
      recognition,
      `${mobility}/agreement`,
      `${recognition}/evidence`,
      `${mobility}/stays`,
    ]
    for (const path of seen) await second('coordinator').get(path).expect(404)
    await second('coordinator').put(`${mobility}/stays`).send(parts()).expect(404)
    await world
      .as({ school: world.host, role: 'coordinator' })
      .put(`${mobility}/stays`)
      .send(parts())
      .expect(404)
    const recorded = await school().put(`${mobility}/stays`).send(parts())
    expect([recorded.status, recorded.body.stays]).toEqual([
      200,
      [
        expect.objectContaining({ organisationId: world.host.id, role: 'host', startsOn: '2026-09-07' }),
        expect.objectContaining({ organisationId: world.stranger.id, endsOn: '2026-10-02', attested: null }),
      ],
    ])
    for (const path of seen) {
      const answer = await second('coordinator').get(path)
      expect([path, answer.status]).toEqual([path, 200])
    }
    const { body: learner } = await school().get(mobility)
    await second('coordinator').get(`/v1/people/${learner.learnerId}`).expect(200)
    for (const [list, id] of [
      ['mobilities', made.mobilityId],
      ['recognitions', made.id],
    ] as const) {
      const ids = async (side: string) => {
        const { body } = await second('coordinator').get(`/v1/${list}?side=${side}`).expect(200)
        return body.items.map((item: { id: string }) => item.id)
      }
      expect([await ids('hosted'), await ids('hosted-in-part')]).toEqual([[], [id]])
    }
    const taken = await school().put(`${mobility}/stays`).send({ stays: [] })
    expect(taken.body.stays).toEqual([])
    for (const path of seen) await second('coordinator').get(path).expect(404)
  })

  test('leaves what its host alone does to its host', async () => {
    const made = await given(world).documentation()
    await school().put(`/v1/mobilities/${made.mobilityId}/stays`).send(parts()).expect(200)
    const recognition = `/v1/recognitions/${made.id}`
    const statement = 'It was done here.'
    const days = { startsOn: '2026-09-07', endsOn: '2026-10-02' }
    const { body: agreement } = await school().get(`/v1/mobilities/${made.mobilityId}/agreement`)
    const refused = [
      await second().post(`${recognition}/attestation`).send({ statement }),
      await second().post(`/v1/mobilities/${made.mobilityId}/participation/attestation`).send(days),
      await second('coordinator')
        .post(`/v1/mobilities/${made.mobilityId}/agreement/signatures`)
        .send({ hash: agreement.hash }),
      await second().patch(`/v1/mobilities/${made.mobilityId}`).send({ objective: 'Ours' }),
      await second('coordinator').post(`${recognition}/assignments`).send({
        memberId: world.stranger.members.assessor,
        round: 'first',
      }),
    ]
    expect(refused.map(({ status }) => status).filter((status) => status !== 403 && status !== 404)).toEqual(
      [],
    )
  })

  test('names every part that does not fit, with its place', async () => {
    const { id } = await given(world).mobility()
    const put = (stays: Part[]) => school().put(`/v1/mobilities/${id}/stays`).send({ stays })
    const own = { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-09-18' }
    const at = (startsOn?: string, endsOn?: string, organisationId = world.stranger.id) => ({
      organisationId,
      ...(startsOn && { startsOn }),
      ...(endsOn && { endsOn }),
    })
    for (const [stays, expected] of [
      [[at('2026-09-19', '2026-10-02')], ['/stays']],
      [[own, at('2026-09-18', '2026-10-02')], ['/stays/1']],
      [[own, at('2026-09-19', '2026-10-03')], ['/stays/1']],
      [[own, at('2026-09-21', '2026-09-20')], ['/stays/1/endsOn']],
      [[own, at('2026-09-21')], ['/stays/1/endsOn']],
      [[own, at()], ['/stays/1/startsOn']],
      [[own, at('2026-09-19', '2026-10-02', world.school.id)], ['/stays/1/organisationId']],
      [
        [own, at('2026-09-19', '2026-10-02', '01993c7e-0000-7000-8000-00000000abcd')],
        ['/stays/1/organisationId'],
      ],
    ] as [Part[], string[]][]) {
      const answer = await put(stays)
      expect([answer.status, pointers(answer.body)]).toEqual([422, expected])
    }
    await put([own, { organisationId: world.stranger.id, role: 'intermediary' }]).expect(200)
  })

  test('is attested by each host for its own days, and no longer changed in what was attested', async () => {
    const { id } = await given(world).mobility()
    const path = `/v1/mobilities/${id}/stays`
    const broker = { organisationId: world.stranger.id, role: 'intermediary' }
    const { body } = await school().put(path).send(parts(broker)).expect(200)
    const [first, other, arranges] = body.stays as { id: string }[]
    const attest = (by: ReturnType<typeof host>, stay: { id: string }, days: object) =>
      by.post(`${path}/${stay.id}/attestation`).send(days)
    const own = { startsOn: '2026-09-19', endsOn: '2026-10-01' }
    expect((await attest(host(), other!, own)).status).toBe(404)
    expect((await attest(school(), other!, own)).status).toBe(403)
    const beyond = await attest(second(), other!, { ...own, startsOn: '2026-09-18' })
    expect([beyond.status, pointers(beyond.body)]).toEqual([422, ['/startsOn']])
    expect((await attest(second(), arranges!, own)).status).toBe(409)
    const attested = await attest(second(), other!, own)
    expect([attested.status, attested.body]).toEqual([
      201,
      expect.objectContaining({ ...own, memberId: world.stranger.members.mentor }),
    ])
    const { body: seen } = await host().get(path)
    expect(seen.stays[1].attested).toMatchObject(own)
    const without = await school().put(path).send({ stays: [] })
    expect([without.status, pointers(without.body)]).toEqual([422, ['/stays']])
    const moved = parts(broker).stays.with(0, {
      organisationId: world.host.id,
      startsOn: '2026-09-08',
      endsOn: '2026-09-18',
    })
    await school().put(path).send({ stays: moved }).expect(200)
    await attest(host(), first!, { startsOn: '2026-09-07', endsOn: '2026-09-18' }).expect(404)
    const { body: audit } = await school().get('/v1/audit?limit=200')
    const lines = audit.items as { action: string; details: object; memberId: string }[]
    expect(lines.filter(({ action }) => action === 'mobility.attest-stay')).toEqual([
      expect.objectContaining({ memberId: world.stranger.members.mentor }),
    ])
    const change = await school().put(`/v1/mobilities/${id}/host`).send({
      hostingOrganisationId: world.stranger.id,
      reason: 'The host has closed.',
    })
    expect(change.status).toBe(409)
  })

  test('keeps its hosts when its days change, and gives the part of a former host to the one after it', async () => {
    const { id } = await given(world).mobility()
    const path = `/v1/mobilities/${id}`
    await school().put(`${path}/stays`).send(parts()).expect(200)
    const shorter = await school().patch(path).set('if-match', '*').send({ endsOn: '2026-09-30' })
    expect([shorter.status, pointers(shorter.body)]).toEqual([422, ['/endsOn']])
    await school()
      .patch(path)
      .set('if-match', '*')
      .send({ endsOn: '2026-10-09', extensionReason: 'The work took longer.' })
      .expect(200)
    await school()
      .put(`${path}/host`)
      .send({ hostingOrganisationId: world.stranger.id, reason: 'The host has closed.' })
      .expect(200)
    const { body } = await second('coordinator').get(`${path}/stays`).expect(200)
    expect(body.stays.map((stay: Part) => stay.organisationId)).toEqual([
      world.stranger.id,
      world.stranger.id,
    ])
    await host().get(path).expect(404)
  })

  test('is attested once where its sender changes it at the same moment, whoever comes first', async () => {
    const { owner } = world.services.db
    const waiting = (many: number) =>
      expect
        .poll(
          async () => {
            const rows = (await owner.execute(
              sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
            )) as unknown[]
            return rows.length
          },
          { timeout: 20_000 },
        )
        .toBe(many)
    for (const [isAttestedFirst, statuses] of [
      [true, [201, 422]],
      [false, [200, 404]],
    ] as const) {
      const { id } = await given(world).mobility()
      const path = `/v1/mobilities/${id}/stays`
      const { body } = await school().put(path).send(parts()).expect(200)
      const attest = () =>
        second()
          .post(`${path}/${body.stays[1].id}/attestation`)
          .send({ startsOn: '2026-09-19', endsOn: '2026-10-02' })
          .then(({ status }) => status)
      const change = () =>
        school()
          .put(path)
          .send({ stays: [] })
          .then(({ status }) => status)
      const both: Promise<number>[] = []
      await owner.transaction(async (tx) => {
        await tx.execute(sql`select from mobility_stays where id = ${body.stays[1].id} for update`)
        for (const [index, ask] of (isAttestedFirst ? [attest, change] : [change, attest]).entries()) {
          both.push(ask())
          await waiting(index + 1)
        }
      })
      expect(await Promise.all(both)).toEqual(statuses)
    }
  })
})
