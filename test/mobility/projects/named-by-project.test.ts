import { expect, test } from 'vitest'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { projects } from '../../setup/project.ts'
import { sayBirthDate } from '../../setup/say-birth-date.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
const other = '2025-1-LV01-KA122-VET-000054321'
const nobody = '01993c7e-0000-7000-8000-0000000000ff'

test('What has a code of a project names it, to whoever keeps such a project', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), projects(world)]
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const before = await step.mobility()
  expect(before.projectId).toBeNull()
  const { id } = await go.project()
  const read = await step.ok(sender.get(`/v1/mobilities/${before.id}`))
  expect(read).toEqual({ ...before, projectId: id })
  expect((await step.ok(sender.get('/v1/mobilities'))).items).toEqual([read])
  const changed = await sender
    .patch(`/v1/mobilities/${before.id}`)
    .set('if-match', '*')
    .send({ projectCode: other })
    .expect(200)
  expect(changed.body.projectId).toBeNull()
  const mobility = await step.mobility()
  expect(mobility.projectId).toBe(id)
  const host = world.as({ school: world.host, role: 'coordinator' })
  expect((await step.ok(host.get(`/v1/mobilities/${mobility.id}`))).projectId).toBeNull()
  const { body: cohort } = await cohorts(world)
    .nameRequest({ projectCode: mobility.projectCode, mobilityIds: [mobility.id] })
    .expect(201)
  expect(cohort.projectId).toBe(id)
  expect(await step.ok(sender.get(`/v1/cohorts/${cohort.id}`))).toMatchObject({ projectId: id })
})

test('A certificate says what its project is called beside its code, and a later title changes nothing of it', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), projects(world)]
  const title = { lv: 'Koka darbi', en: 'Woodwork' }
  const { id } = await go.project({ title })
  const empty = await go.project({ code: other })
  const certificate = await step.certificate()
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const path = `/v1/certificates/${certificate.id}`
  const said = await step.ok(sender.get(`${path}.json`))
  expect((said.mobility as Body).projectTitle).toEqual(title)
  const { verificationUrl } = await step.ok(sender.get(path))
  await go.changeRequest(id, { title: { lv: 'Cits', en: 'Another' } }).expect(200)
  expect(await step.ok(sender.get(`${path}.json`))).toEqual(said)
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const holder = new URL(String((await step.ok(coordinator.post(`${path}/learner-links`))).url)).pathname
  await sayBirthDate(world, holder)
  await step.ok(world.anyone.post(`${holder}/level`).send({ level: 'everything' }))
  const shown = await step.ok(
    world.anyone
      .get(new URL(String(verificationUrl)).pathname)
      .set('accept', 'application/json')
      .set('accept-language', 'en'),
  )
  expect(JSON.stringify(shown)).toContain('"projectTitle":"Woodwork"')
  const zip = (projectId: unknown) => coordinator.get(`/v1/certificates.zip?projectId=${projectId}`)
  await zip(id).expect(200)
  for (const none of [empty.id, nobody]) await zip(none).expect(404)
  await coordinator.get(`/v1/certificates.pdf?projectId=${id}`).expect(200)
  await coordinator.get(`/v1/certificates.pdf?projectId=${id}&cohortId=${nobody}`).expect(400)
})

test('How well assessors agree is told for one project as for all, where it is the only one', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), projects(world)]
  const { id } = await go.project()
  const empty = await go.project({ code: other })
  const made = await step.assessment()
  const marks = [step.marksFor(made, '1.1', 4), step.marksFor(made, '2.4', 5)]
  const assessor = world.as({ school: world.school, role: 'assessor' })
  for (const mark of marks) await step.ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(mark))
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const again = { competence: '2.4', reason: 'asked-for' }
  await step.ok(coordinator.post(`/v1/recognitions/${made.id}/second-markings`).send(again))
  await step.secondMarks(made, marks)
  const report = async (query = '') =>
    (await coordinator.get(`/v1/reports/agreement${query}`).expect(200)).body
  const all = await report()
  expect(all.items).toHaveLength(1)
  expect(await report(`?projectId=${id}`)).toEqual(all)
  expect((await report(`?projectId=${empty.id}`)).items).toEqual([])
})
