import { expect, test } from 'vitest'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { projects } from '../../setup/project.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
const other = '2025-1-LV01-KA122-VET-000054321'
const nobody = '01993c7e-0000-7000-8000-0000000000ff'

test('What has the code of a project is of it: lists are asked for it by the id of the project', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), projects(world)]
  const { id } = await go.project()
  const empty = await go.project({ code: other })
  const made = await step.decided()
  const elsewhere = await step.mobility({ projectCode: '2025-1-LV01-KA122-VET-000099999' })
  const issuer = world.as({ school: world.school, role: 'issuer' })
  await step.ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
  await cohorts(world).nameRequest({ projectCode: '2026-1-LV01-KA121-VET-000012345' }).expect(201)
  await cohorts(world).named(elsewhere.id)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const found = async (list: string, projectId: unknown): Promise<Body[]> =>
    (await sender.get(`/v1/${list}?projectId=${projectId}`).expect(200)).body.items
  for (const list of ['mobilities', 'agreements', 'recognitions', 'certificates', 'cohorts']) {
    expect(await found(list, id), list).toHaveLength(1)
    expect(await found(list, empty.id), list).toEqual([])
    expect(await found(list, nobody), list).toEqual([])
  }
  const { body } = await sender.get(`/v1/projects?code=${other}`).expect(200)
  expect(body.items).toEqual([empty])
})

test('A project has a code of its own, organisations that there are, and days in their order', async () => {
  const world = await newWorld()
  const go = projects(world)
  const project = await go.project({ partnerIds: [world.host.id], startsOn: '2026-06-01' })
  expect(project).toMatchObject({ leadId: world.school.id, partnerIds: [world.host.id], endsOn: null })
  await go.projectRequest().expect(409)
  const faults = async (changes: Body) =>
    (await go.changeRequest(project.id, changes).expect(422)).body.errors.map(
      ({ pointer }: { pointer: string }) => pointer,
    )
  const wrong = { leadId: nobody, partnerIds: [world.host.id, world.host.id], endsOn: '2026-01-01' }
  expect(await faults(wrong)).toEqual(['/leadId', '/partnerIds/1', '/endsOn'])
  await go.changeRequest(project.id, { endsOn: '2027-05-31' }).expect(200)
  const stranger = world.as({ school: world.stranger, role: 'coordinator' })
  await stranger.get(`/v1/projects/${project.id}`).expect(404)
  expect((await stranger.get('/v1/projects').expect(200)).body.items).toEqual([])
  await stranger
    .post('/v1/projects')
    .send({ code: project.code, title: { lv: 'Cits', en: 'Other' }, action: 'other' })
    .expect(201)
})
