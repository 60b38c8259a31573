import { getTableName, sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { declaredTables } from '../../../src/db/declared.ts'
import { people } from '../../../src/db/schema/parties/people.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { bringOwn, pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
let second: string
beforeAll(async () => {
  world = await newWorld()
  second = await newMember(world, world.school, ['coordinator'])
})

const first = () => world.as({ school: world.school, role: 'coordinator' })
const other = () => world.as({ school: world.school, role: 'coordinator', memberId: second })
const admin = () => world.as({ school: world.school, role: 'admin' })

const propose = (kept: unknown, merged: unknown, over: object = {}) =>
  first()
    .post(`/v1/people/${kept}/merge`)
    .send({ mergedId: merged, ...over })
const confirm = (kept: unknown, merge: Body, by = other()) =>
  by.post(`/v1/people/${kept}/merge/${merge.id}/confirmation`)

async function merge(kept: unknown, merged: unknown, over: object = {}): Promise<void> {
  const { body } = await propose(kept, merged, over).expect(201)
  await confirm(kept, body).expect(200)
}

/** How many rows of each table lead to a person by a foreign key, as `table.column`. */
async function leadingTo(id: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of await declaredTables())
    for (const { reference } of getTableConfig(table).foreignKeys) {
      const { foreignTable, columns } = reference()
      if (foreignTable !== people) continue
      const column = columns[0]!
      const counted = sql`select count(*)::int as n from ${table} where ${column} = ${id}::uuid`
      const [row] = [...((await world.services.db.owner.execute(counted)) as Iterable<{ n: number }>)]
      found[`${getTableName(table)}.${column.name}`] = row!.n
    }
  return found
}

describe('two records of one person', () => {
  test.each([
    [
      'whose place is free',
      {},
      { secondGuardianName: 'Guardian Two', secondGuardianEmail: 'two@example.org' },
    ],
    [
      'unless they are on file already',
      { guardianName: 'Guardian Two' },
      { secondGuardianName: null, secondGuardianEmail: null },
    ],
    [
      'unless another one is',
      { secondGuardianName: 'Guardian Three' },
      { secondGuardianName: 'Guardian Three', secondGuardianEmail: null },
    ],
  ])('keep their guardians, and take a second one, %s', async (_, own, left) => {
    const step = given(world)
    const kept = await step.person({ guardianName: 'Guardian One', ...own })
    const merged = await step.person({
      guardianName: 'Guardian One',
      secondGuardianName: 'Guardian Two',
      secondGuardianEmail: 'two@example.org',
    })
    await merge(kept.id, merged.id)
    const { body } = await first().get(`/v1/people/${kept.id}`)
    expect(body).toMatchObject({ guardianName: kept.guardianName, ...left })
    const emptied = await first().get(`/v1/people/${merged.id}`)
    expect(emptied.body).toMatchObject({ secondGuardianName: null, secondGuardianEmail: null })
  })

  test('become one by two members, with all that leads to them, by whatever key', async () => {
    const step = given(world)
    const kept = await step.person({ familyName: 'Óne', email: 'kept@example.org' })
    const merged = await step.person({
      familyName: 'Ōne',
      guardianEmail: 'guardian@example.org',
      externalId: 'L-OLD',
    })
    // A certificate that is contested, an open link, and a request about their data.
    const from = String(merged.id)
    const certificate = await step.certificate(undefined, { learnerId: from })
    const recognition = (await first().get(`/v1/recognitions/${certificate.recognitionId}`)).body
    const appealing = await step.ok(
      first().post(`/v1/recognitions/${recognition.id}/appeal-links`).send({ party: 'learner' }),
    )
    const appeal = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
    await step.ok(world.anyone.post(new URL(String(appealing.url)).pathname).send(appeal))
    await step.ok(admin().post(`/v1/people/${from}/data-requests`).send({ right: 'access' }))
    const open = await step.mobility({ learnerId: from })
    await step.draft(open.id)
    const link = await step.ok(
      first().post(`/v1/mobilities/${open.id}/agreement/links`).send({ party: 'learner' }),
    )
    const documented = await step.documentation(undefined, { learnerId: from })
    const page = await pageOf(world, from)
    await bringOwn(world, page, documented.id)
    await step.ok(world.anyone.post(`${page}/questions`).send({ question: 'May I go home?' }))
    const own = { email: 'learner.own@home.example', write: 'after-end' }
    await step.ok(world.anyone.post(`${page}/address`).send(own))
    const before = await leadingTo(from)
    const moving = Object.keys(before).filter((key) => !/^(person_words|person_merges|people)\./.test(key))
    expect(moving.filter((key) => before[key]! > 0).sort()).toEqual(
      moving.filter((key) => !/^(erasures|appeal_moves)\./.test(key)).sort(),
    )

    await merge(kept.id, from)
    const after = await leadingTo(from)
    expect(moving.filter((key) => after[key] !== 0)).toEqual([])
    const there = await leadingTo(String(kept.id))
    for (const key of moving) expect([key, there[key]! >= before[key]!]).toEqual([key, true])

    // What is open goes on, and what was signed says what it said.
    expect((await first().get(`/v1/mobilities/${recognition.mobilityId}`)).body.learnerId).toBe(kept.id)
    await world.anyone.get(new URL(String(link.url)).pathname).expect(200)
    const { body: signed } = await first().get(`/v1/mobilities/${recognition.mobilityId}/agreement`)
    expect(JSON.stringify(signed)).toContain(String(merged.familyName))
    const snapshot = await first().get(`/v1/certificates/${certificate.id}.json`).expect(200)
    expect(snapshot.text).not.toContain(String(kept.familyName))
    const { body: data } = await admin().get(`/v1/people/${kept.id}/data`).expect(200)
    const classes = data.classes as { code: string; count: number }[]
    for (const code of [
      'certificates',
      'agreements',
      'mobilities',
      'appeal-decisions',
      'data-requests',
      'links',
    ])
      expect([code, classes.find((one) => one.code === code)!.count > 0]).toEqual([code, true])
  })

  test('leave a signpost that says where all of it went, and no data', async () => {
    const step = given(world)
    const kept = await step.person({ familyName: 'Record 3', email: null, externalId: null })
    const merged = await step.person({
      familyName: 'Record 4',
      email: 'merged@example.org',
      externalId: 'L-MERGED',
    })
    await merge(kept.id, merged.id)
    const { body: emptied } = await first().get(`/v1/people/${merged.id}`).expect(200)
    expect(emptied).toMatchObject({
      mergedInto: kept.id,
      givenName: null,
      familyName: null,
      birthDate: null,
      email: null,
      externalId: null,
      erasedAt: null,
    })
    const { body: whole } = await first().get(`/v1/people/${kept.id}`).expect(200)
    expect(whole).toMatchObject({
      familyName: kept.familyName,
      email: 'merged@example.org',
      externalId: 'L-MERGED',
      mergedInto: null,
    })
    const search = await first().get(`/v1/people?search=${encodeURIComponent(String(merged.familyName))}`)
    expect(search.body.items).toEqual([])
    // Nothing is done with it any more, and whoever tries is told where to go.
    for (const asked of [
      first().patch(`/v1/people/${merged.id}`).set('if-match', '*').send({ email: null }),
      admin().post(`/v1/people/${merged.id}/erasure`).send({ reason: 'no-longer-needed' }),
      admin().get(`/v1/people/${merged.id}/data`),
      admin().post(`/v1/people/${merged.id}/data-requests`).send({ right: 'access' }),
      propose((await step.person({ familyName: 'Record 5' })).id, merged.id),
    ]) {
      const { status, body } = await asked
      expect([status, body.personId]).toEqual([409, kept.id])
    }
    const mobility = await first().post('/v1/mobilities').send({
      learnerId: merged.id,
      hostingOrganisationId: world.host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
    })
    expect([mobility.status, mobility.body.errors]).toMatchObject([422, [{ pointer: '/learnerId' }]])
    const auditor = world.as({ school: world.school, role: 'auditor' })
    for (const id of [kept.id, merged.id]) {
      const { body } = await auditor.get(`/v1/audit?subject=${id}`).expect(200)
      expect(body.items.map(({ action }: Body) => action)).toContain('person.merge')
    }
  })

  test('are found whole by erasure: nothing of either is left', async () => {
    const step = given(world)
    const kept = await step.person({ familyName: 'Record 6' })
    const merged = await step.person({ familyName: 'Record 7' })
    await step.mobility({ learnerId: merged.id })
    await merge(kept.id, merged.id)
    await admin().post(`/v1/people/${kept.id}/erasure`).send({ reason: 'no-longer-needed' }).expect(200)
    for (const id of [kept.id, merged.id])
      expect((await first().get(`/v1/people/${id}`)).body).toMatchObject({
        familyName: null,
        birthDate: null,
      })
  })

  test('are merged by two: whoever proposed it cannot confirm it, nor anybody who may not', async () => {
    const step = given(world)
    const [kept, merged] = [
      await step.person({ familyName: 'Record 8' }),
      await step.person({ familyName: 'Record 9' }),
    ]
    const { body } = await propose(kept.id, merged.id).expect(201)
    const { as, school, host, stranger } = world
    for (const [by, status] of [
      [first(), 403],
      [as({ school }), 403],
      [as({ school, role: 'assessor' }), 403],
      [as({ school: host, role: 'coordinator' }), 404],
      [as({ school: stranger, role: 'admin' }), 404],
    ] as const)
      expect((await confirm(kept.id, body, by)).status).toBe(status)
    const listed = await first().get(`/v1/people/${merged.id}/merge`).expect(200)
    expect(listed.body.items).toMatchObject([{ id: body.id, personId: kept.id, outcome: null }])
    const both = await Promise.all([confirm(kept.id, body), confirm(kept.id, body, admin())])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('are not merged where that was dismissed, or either has been merged or erased meanwhile', async () => {
    const step = given(world)
    const [kept, merged, third] = [
      await step.person({ familyName: 'Record 10' }),
      await step.person({ familyName: 'Record 11' }),
      await step.person({ familyName: 'Record 12' }),
    ]
    const { body } = await propose(kept.id, merged.id).expect(201)
    await first().post(`/v1/people/${kept.id}/merge/${body.id}/dismissal`).expect(200)
    expect((await confirm(kept.id, body)).status).toBe(409)
    const again = await propose(kept.id, merged.id).expect(201)
    await merge(third.id, merged.id)
    expect((await confirm(kept.id, again.body)).status).toBe(409)
    // A signpost leads on: whoever is merged once more takes along what was merged into them.
    await merge(kept.id, third.id)
    expect((await first().get(`/v1/people/${merged.id}`)).body.mergedInto).toBe(kept.id)
    expect((await propose(kept.id, kept.id)).body.errors).toMatchObject([{ pointer: '/mergedId' }])
    expect((await propose(kept.id, '01993c7e-0000-7000-8000-0000000000ff')).status).toBe(404)
  })

  test('with two birth dates are merged where it is said which one is right', async () => {
    const step = given(world)
    const kept = await step.person({ familyName: 'Record 13', birthDate: '2006-05-14' })
    const merged = await step.person({ familyName: 'Record 14', birthDate: '2006-04-15' })
    const unsaid = await propose(kept.id, merged.id)
    expect([unsaid.status, unsaid.body.errors]).toMatchObject([422, [{ pointer: '/birthDate' }]])
    expect((await propose(kept.id, merged.id, { birthDate: '2000-01-01' })).status).toBe(422)
    await merge(kept.id, merged.id, { birthDate: '2006-04-15' })
    expect((await first().get(`/v1/people/${kept.id}`)).body.birthDate).toBe('2006-04-15')
  })

  test('whose agreement was signed under another name wait for that to be agreed, and go on', async () => {
    const step = given(world)
    const kept = await step.person({ familyName: 'Right' })
    const merged = await step.person({ familyName: 'Right', givenName: 'Lerner' })
    const made = await step.opened(undefined, { learnerId: merged.id })
    const same = await step.opened(undefined, { learnerId: (await step.person({ familyName: 'Right' })).id })
    await merge(kept.id, merged.id)
    const { body } = await first().get(`/v1/recognitions/${made.id}`)
    const blockers = body.blockers as { code: string; fields?: string[] }[]
    expect(blockers.find(({ code }) => code === 'agreement-outdated')?.fields).toEqual(['/learner/givenName'])
    const { body: mobility } = await first().get(`/v1/mobilities/${same.mobilityId}`)
    await merge(kept.id, mobility.learnerId)
    const after = (await first().get(`/v1/recognitions/${same.id}`)).body.blockers as { code: string }[]
    expect(after.map(({ code }) => code)).not.toContain('agreement-outdated')
  })
})
