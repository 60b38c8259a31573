import { beforeAll, describe, expect, test } from 'vitest'
import { cohortMembers } from '../../../src/db/schema/recognition/cohorts.ts'
import { asTenant } from '../../../src/db/tenancy.ts'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Row = {
  mobilityId: string
  recognitionId: string | null
  person: { name: string; externalId: string | null }
  stage: string
  since: string
  tasks: { code: string; sentence: string; waitsFor: { who: string; side: string } }[]
  certificate: { id: string; number: string } | null
  leftAt: string | null
  replacedBy: string | null
}

const project = '2026-1-LV01-KA121-VET-000077777'

describe('A cohort', () => {
  let world: World
  let step: ReturnType<typeof given>
  let go: ReturnType<typeof cohorts>
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const rowsOf = async (id: unknown, query = '') => (await go.boardOf(id, query)).items as Row[]
  const rowOf = async (id: unknown, mobilityId: unknown) =>
    (await rowsOf(id)).find((row) => row.mobilityId === mobilityId)!

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    go = cohorts(world)
  })

  test('shows each of its people with their stage, what is missing, with whom and since when', async () => {
    const bare = await step.mobility()
    const drafted = await step.mobility()
    await step.draft(drafted.id)
    const open = await step.opened()
    const done = await step.certificate()
    const certified = (await school().get(`/v1/recognitions/${done.recognitionId}`)).body.mobilityId
    const { id } = await go.named(bare.id, drafted.id, open.mobilityId, certified)
    const board = await go.boardOf(id)
    expect(board).toMatchObject({ name: 'Logistics, autumn', class: 'LOG-3', people: 4 })
    expect(board.progress).toEqual([
      { stage: 'agreement', people: 2 },
      { stage: 'identification', people: 1 },
      { stage: 'certified', people: 1 },
    ])
    const codes = async (mobilityId: unknown) => (await rowOf(id, mobilityId)).tasks.map(({ code }) => code)
    expect(await codes(bare.id)).toEqual(['draft-agreement'])
    expect(new Set(await codes(drafted.id))).toEqual(new Set(['sign-agreement']))
    expect((await rowOf(id, drafted.id)).tasks.map(({ waitsFor }) => waitsFor.who)).toContain('learner')
    expect(await codes(open.mobilityId)).toContain('information-not-acknowledged')
    const last = await rowOf(id, certified)
    expect(last).toMatchObject({
      stage: 'certified',
      certificate: { id: done.id, number: done.number },
      person: { name: 'Learner One' },
    })
    expect(last.tasks.map(({ code, waitsFor: { who, side } }) => [code, who, side])).toEqual([
      ['record-act', 'issuer', 'sending'],
    ])
    expect(await codes(bare.id)).toEqual(['draft-agreement'])
    const { body } = await school().get(`/v1/cohorts/${id}?lang=lv`).expect(200)
    expect(body.items[0].tasks[0].sentence).toBe('Mācību vienošanās vēl nav sagatavota.')
  })

  test('says the same of a case as the work list of those who look after it', async () => {
    const open = await step.opened()
    const { id } = await go.named(open.mobilityId)
    const { body } = await school().get('/v1/work?view=all&limit=200').expect(200)
    const item = body.items.find((each: { id: string }) => each.id === open.id)
    expect((await rowOf(id, open.mobilityId)).tasks).toEqual(item.tasks)
  })

  test('is all of a project that take place, or those at one host, where nobody is listed', async () => {
    const [first, second, off] = [
      await step.mobility({ projectCode: project }),
      await step.mobility({ projectCode: project }),
      await step.mobility({ projectCode: project }),
    ]
    await step.ok(school().post(`/v1/mobilities/${off.id}/cancellation`).send({ reason: 'They do not go.' }))
    const { id } = await step.ok(go.nameRequest({ projectCode: project }))
    expect((await rowsOf(id)).map(({ mobilityId }) => mobilityId)).toEqual([first.id, second.id])
    const elsewhere = { projectCode: project, hostingOrganisationId: world.stranger.id }
    const none = await go.nameRequest(elsewhere).expect(422)
    expect(none.body.errors).toMatchObject([{ pointer: '/projectCode' }])
    const nothing = await go.nameRequest().expect(422)
    expect(nothing.body.errors).toMatchObject([{ pointer: '/mobilityIds' }])
  })

  test('refuses each mobility that it cannot hold by its place, and keeps none then', async () => {
    const [fits, cancelled] = [await step.mobility(), await step.mobility()]
    await step.ok(
      school().post(`/v1/mobilities/${cancelled.id}/cancellation`).send({ reason: 'They do not go.' }),
    )
    const foreign = '01993c7e-0000-7000-8000-00000000000f'
    const refused = await go
      .nameRequest({ projectCode: project, mobilityIds: [fits.id, cancelled.id, foreign] })
      .expect(422)
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/mobilityIds/0',
      '/mobilityIds/1',
      '/mobilityIds/2',
    ])
    const { id } = await go.named(fits.id)
    await go.joinRequest(id, cancelled.id, foreign).expect(422)
    expect(await rowsOf(id)).toHaveLength(1)
  })

  test('takes people in once, and lets one be replaced by another', async () => {
    const [stays, goes, comes] = [await step.mobility(), await step.mobility(), await step.mobility()]
    const { id } = await go.named(stays.id)
    expect((await go.joinRequest(id, stays.id, goes.id).expect(200)).body).toEqual({ people: 2 })
    expect((await go.joinRequest(id, goes.id).expect(200)).body).toEqual({ people: 2 })
    await go.leaveRequest(id, goes.id, goes.id).expect(422)
    expect((await go.leaveRequest(id, goes.id, comes.id).expect(200)).body).toEqual({ people: 2 })
    await go.leaveRequest(id, goes.id).expect(409)
    expect(await rowOf(id, goes.id)).toMatchObject({ replacedBy: comes.id, tasks: [] })
    expect((await rowOf(id, goes.id)).leftAt).not.toBeNull()
    expect((await go.boardOf(id)).people).toBe(2)
    const lines = await school().get('/v1/audit?action=cohort.leave').expect(200)
    expect(lines.body.items[0].details).toEqual({ mobility: goes.id, replacedBy: comes.id })
    await go.joinRequest(id, goes.id).expect(200)
    expect(await rowOf(id, goes.id)).toMatchObject({ leftAt: null, replacedBy: null })
  })

  test('is what lists of mobilities, cases and certificates are asked for, and what is downloaded together', async () => {
    const [issued, other] = [await step.certificate(), await step.opened()]
    const mobilityId = (await school().get(`/v1/recognitions/${issued.recognitionId}`)).body.mobilityId
    const { id } = await go.named(mobilityId)
    const idsOf = async (path: string) =>
      (await school().get(`${path}?cohortId=${id}&limit=200`).expect(200)).body.items.map(
        (item: { id: string }) => item.id,
      )
    expect(await idsOf('/v1/mobilities')).toEqual([mobilityId])
    expect(await idsOf('/v1/recognitions')).toEqual([issued.recognitionId])
    expect(await idsOf('/v1/certificates')).toEqual([issued.id])
    await school().get(`/v1/certificates.zip?cohortId=${id}`).expect(200)
    await school().get(`/v1/certificates.zip?cohortId=${id}&projectCode=${project}`).expect(400)
    const { id: without } = await go.named(other.mobilityId)
    await school().get(`/v1/certificates.zip?cohortId=${without}`).expect(404)
  })

  test('is read page by page, and printed whole with the picture of how far it is, in both languages', async () => {
    const there = [await step.mobility(), await step.mobility(), await step.mobility()]
    const { id } = await go.named(...there.map((mobility) => mobility.id))
    const first = await go.boardOf(id, '?limit=2')
    const rest = await go.boardOf(id, `?limit=2&cursor=${first.next}`)
    const seen = [...(first.items as Row[]), ...(rest.items as Row[])].map(({ mobilityId }) => mobilityId)
    expect(seen).toEqual(there.map((mobility) => mobility.id))
    expect(rest.next).toBeNull()
    const page = await school().get(`/v1/cohorts/${id}/board.html?lang=lv`).expect(200)
    expect(page.text).toContain('Dalībnieku grupa „Logistics, autumn”')
    expect(page.text.match(/<tr><th scope="row">Learner One<\/th>/g)).toHaveLength(3)
    expect(page.text).toContain('<svg')
    expect(page.text).not.toMatch(/<script|href="\/assets/)
    const picture = await school().get(`/v1/cohorts/${id}/progress.svg?lang=en`).expect(200)
    expect(String(picture.body)).toContain('<desc id="progress-desc">agreement: 3</desc>')
  })

  test('belongs to the organisation that sends: no other sees it, and the database holds no mobility of others in it', async () => {
    const hosted = await step.mobility()
    const { id } = await go.named(hosted.id)
    const host = world.as({ school: world.host, role: 'coordinator' })
    await host.get(`/v1/cohorts/${id}`).expect(404)
    await host
      .post('/v1/cohorts')
      .send({ name: 'What we host', mobilityIds: [hosted.id] })
      .expect(422)
    const own = await step.ok(world.as({ school: world.host, role: 'coordinator' }).get('/v1/cohorts'))
    expect(own.items).toEqual([])
    const slipIn = asTenant(
      world.services.db,
      { organisationId: world.host.id, memberId: null },
      async (tx) =>
        tx.insert(cohortMembers).values({
          cohortId: String(id),
          mobilityId: String(hosted.id),
          organisationId: world.host.id,
          joinedAt: world.clock.now,
        }),
    )
    await expect(slipIn).rejects.toThrow()
    for (const role of ['mentor', 'assessor'] as const)
      await world.as({ school: world.school, role }).get(`/v1/cohorts/${id}`).expect(403)
  })
})
