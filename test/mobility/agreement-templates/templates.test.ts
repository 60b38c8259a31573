import { expect, test } from 'vitest'
import { templates } from '../../setup/agreement-templates.ts'
import { given } from '../../setup/given.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Outcome = { competence: string; baseline: number | null; baselineFound: string; target: number }
type Fault = { pointer: string; detail: string }
const outcomesOf = (body: Body) => (body.content as { outcomes: Outcome[] }).outcomes
const faultsOf = (body: Body) => (body.errors as Fault[]).map(({ pointer }) => pointer)
const nobody = '01993c7e-0000-7000-8000-0000000000ff'

test('An agreement is drafted from a template, with what is agreed otherwise for one learner in its place', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), templates(world)]
  const { id } = await go.template()
  const [first, second] = [await step.mobility(), await step.mobility()]
  const plain = await step.ok(go.drawRequest(first.id, id))
  expect(plain).toMatchObject({ version: 1, signed: false, template: { id, version: 1, changed: [] } })
  expect(outcomesOf(plain)).toMatchObject([
    { competence: '1.1', baseline: 3, target: 4 },
    { competence: '2.4', baseline: 4, target: 5 },
  ])
  const other = await step.ok(
    go.drawRequest(second.id, id, {
      outcomes: [{ competence: '2.4', baseline: null, baselineFoundBy: 'Nobody looked.', target: 3 }],
      leftOut: ['1.1'],
    }),
  )
  expect(other.template).toEqual({ id, version: 1, changed: ['2.4', '1.1'] })
  expect(outcomesOf(other)).toMatchObject([
    { competence: '2.4', baseline: null, baselineFound: 'not-looked-for', target: 3 },
  ])
  const host = world.as({ school: world.host, role: 'coordinator' })
  const { body } = await host.get(`/v1/mobilities/${first.id}/agreement`).expect(200)
  expect(body.template).toEqual(plain.template)
  expect((await step.draft(first.id)).template).toBeNull()
})

test('What a template says never changes: other terms are its next version, and what was drafted names its own', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), templates(world)]
  const { id } = await go.template()
  const { id: mobilityId } = await step.mobility()
  await step.ok(go.drawRequest(mobilityId, id))
  expect(await step.ok(go.changeRequest(id, { title: 'Logistics, spring' }))).toMatchObject({ version: 1 })
  const changed = await step.ok(go.changeRequest(id, { procedure: 'Interview and portfolio.' }))
  expect(changed).toMatchObject({ version: 2, title: 'Logistics, spring' })
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const { body } = await sender.get(`/v1/agreement-templates/${id}/versions`).expect(200)
  expect(body.items.map(({ procedure }: Body) => procedure)).toEqual([
    'Portfolio, judged within two weeks after return.',
    'Interview and portfolio.',
  ])
  expect((await step.ok(go.drawRequest(mobilityId, id))).template).toMatchObject({ version: 2 })
  const earlier = await step.ok(go.drawRequest(mobilityId, id, { template: { id, version: 1 } }))
  expect(earlier.template).toMatchObject({ version: 1 })
  const pages = await sender.get(`/v1/agreement-templates/${id}/versions?limit=1`).expect(200)
  const next = await sender
    .get(`/v1/agreement-templates/${id}/versions?limit=1&cursor=${pages.body.next}`)
    .expect(200)
  expect(next.body).toMatchObject({ items: [{ version: 2 }], next: null })
})

test('A template that is archived, meant for another host or not there is not drafted from', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), templates(world)]
  const { id: mobilityId } = await step.mobility()
  const refused = async (id: unknown, over?: Body) =>
    (await go.drawRequest(mobilityId, id, over).expect(422)).body
  const elsewhere = await go.template({ hostingOrganisationId: world.stranger.id })
  expect(faultsOf(await refused(elsewhere.id))).toEqual(['/template/id'])
  const { id } = await go.template({ hostingOrganisationId: world.host.id })
  expect(faultsOf(await refused(nobody))).toEqual(['/template'])
  expect(faultsOf(await refused(id, { template: { id, version: 2 } }))).toEqual(['/template'])
  const archived = await step.ok(go.changeRequest(id, { archived: true }))
  expect(archived.archivedAt).not.toBeNull()
  expect(faultsOf(await refused(id))).toEqual(['/template/id'])
  await step.ok(go.changeRequest(id, { archived: false }))
  await step.ok(go.drawRequest(mobilityId, id))
  const stranger = world.as({ school: world.stranger, role: 'coordinator' })
  await stranger.get(`/v1/agreement-templates/${id}`).expect(404)
  expect((await stranger.get('/v1/agreement-templates').expect(200)).body.items).toEqual([])
})

test('Every gap of a draft from a template is named where whoever sent it can mend it', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), templates(world)]
  const { id } = await go.template({ hostingOrganisationId: null })
  const { id: mobilityId } = await step.mobility()
  const refused = async (over: Body) => (await go.drawRequest(mobilityId, id, over).expect(422)).body
  const unknown = await refused({ outcomes: [{ competence: '9.9' }], leftOut: ['1.1', '2.4', '8.8'] })
  expect(faultsOf(unknown)).toEqual(['/outcomes/0/competence', '/leftOut/2', '/leftOut'])
  const far = await refused({ outcomes: [{ competence: '2.4', baseline: 1, target: 8 }] })
  expect(faultsOf(far)).toEqual(['/outcomes/0/justification'])
  const late = await refused({ evidenceUntil: '2020-01-01' })
  expect(faultsOf(late)).toContain('/evidenceUntil')
  const { body: many } = await go.drawRequest(mobilityId, id, {
    outcomes: [{ competence: '2.4', nonsense: 1 }],
  })
  expect(faultsOf(many)).toEqual(['/outcomes/0/nonsense'])
  const deep = await step.draftRequest(mobilityId, [{ competence: '2.4', baseline: 3, target: 99 }])
  expect(faultsOf(deep.body).every((place) => place.startsWith('/outcomes/0'))).toBe(true)
  const { body } = await go.templateRequest({ framework: 'none', hostingOrganisationId: nobody }).expect(422)
  expect(faultsOf(body)).toContain('/framework')
  const unfit = await go.templateRequest({ outcomes: [{ competence: '1.1', target: 4 }] })
  expect(unfit.status).toBe(400)
})

test('Who keeps templates is a coordinator or an administrator of the organisation', async () => {
  const world = await newWorld()
  const { id } = await templates(world).template()
  const assessor = world.as({ school: world.school, role: 'assessor' })
  await assessor.get(`/v1/agreement-templates/${id}`).expect(200)
  await assessor
    .patch(`/v1/agreement-templates/${id}`)
    .set('if-match', '*')
    .send({ title: 'Other' })
    .expect(403)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  await sender.patch(`/v1/agreement-templates/${id}`).send({ title: 'Other' }).expect(428)
  await sender.patch(`/v1/agreement-templates/${id}`).set('if-match', '"7"').send({ title: 'O' }).expect(412)
})
