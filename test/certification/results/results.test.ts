import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileReadings } from '../../../src/db/schema/custody/file-readings.ts'
import { given } from '../../setup/given.ts'
import { projects } from '../../setup/project.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Result = { id: string; competence: string; recognitionId: string; learner: { id: string } } & Record<
  string,
  unknown
>

describe('the results of learners', () => {
  let world: World
  let learnerId: string
  let certificate: Record<string, unknown>
  let later: string
  beforeAll(async () => {
    world = await newWorld()
    const step = given(world)
    const learner = await step.person({ givenName: 'Learner', familyName: 'One', externalId: 'L-1' })
    learnerId = String(learner.id)
    certificate = await step.certificate(undefined, { learnerId })
    world.clock.advance(1)
    later = world.clock.now.toISOString()
    await step.decided()
  }, 120_000)

  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const results = async (query = '', client = coordinator()): Promise<Result[]> =>
    (await client.get(`/v1/results${query}`).expect(200)).body.items

  test('are told learner by learner and competence by competence, with the levels, the result and the certificate', async () => {
    const [first, ...others] = await results(`?learnerId=${learnerId}&lang=lv`)
    const { id, number, issuedAt, verificationUrl } = certificate
    expect(first).toMatchObject({
      learner: { id: learnerId, givenName: 'Learner', familyName: 'One', externalId: 'L-1' },
      sending: { id: world.school.id },
      hosting: { id: world.host.id },
      recognitionId: certificate.recognitionId,
      framework: 'digcomp-2.2',
      kind: 'planned',
      result: 'reached',
      certificate: { id, number, issuedAt, verificationUrl },
    })
    const recognition = await coordinator().get(`/v1/recognitions/${certificate.recognitionId}`).expect(200)
    const outcomes = recognition.body.outcomes as { competence: string; target: number; baseline: number }[]
    const told = [first!, ...others].map(({ competence, target, baseline }) => ({
      competence,
      target,
      baseline,
    }))
    expect(told).toEqual(
      expect.arrayContaining(
        outcomes.map(({ competence, target, baseline }) => ({ competence, target, baseline })),
      ),
    )
    expect(told.length).toBe(outcomes.length)
    const titles = (await results(`?learnerId=${learnerId}&lang=en`)).map(({ title }) => title)
    expect(titles.every((title) => typeof title === 'string')).toBe(true)
    expect(titles).not.toEqual([first!, ...others].map(({ title }) => title))
  })

  test('are told of whoever has no certificate yet, and of a period, a case and a learner alone', async () => {
    const all = await results()
    const late = await results(`?from=${later}`)
    expect(late.length).toBeGreaterThan(0)
    expect(late.every((result) => result.certificate === null && result.learner.id !== learnerId)).toBe(true)
    const early = await results(`?until=${later}`)
    expect([...early, ...late].map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    expect((await results(`?recognitionId=${late[0]!.recognitionId}`)).map(({ id }) => id)).toEqual(
      late.map(({ id }) => id),
    )
    const [one, ...more] = await results('?limit=1')
    expect([one!.id, more]).toEqual([all[0]!.id, []])
  })

  test('are told of a project and of a cohort', async () => {
    const [known] = await results()
    const project = await projects(world).project({ code: known!.projectCode })
    const ofProject = await results(`?projectId=${project.id}`)
    expect(ofProject.map(({ id }) => id)).toEqual((await results()).map(({ id }) => id))
    expect(ofProject[0]!.projectId).toBe(project.id)
    const mobilityIds = [(known!.mobility as { id: string }).id]
    const named = { name: 'Class One', projectCode: known!.projectCode, mobilityIds }
    const cohort = await coordinator().post('/v1/cohorts').send(named)
    expect(cohort.status, cohort.text).toBe(201)
    const ofCohort = await results(`?cohortId=${cohort.body.id}`)
    expect(new Set(ofCohort.map(({ recognitionId }) => recognitionId))).toEqual(
      new Set([known!.recognitionId]),
    )
  })

  test('are told to both sides, each its own, and to those who may know who learners are; that they were read is kept', async () => {
    const host = world.as({ school: world.host, role: 'coordinator' })
    expect(await results('', host)).toEqual([])
    expect((await results('?side=hosted', host)).length).toBe((await results()).length)
    expect(await results('', world.as({ school: world.stranger, role: 'coordinator' }))).toEqual([])
    const assessor = await world.as({ school: world.school, role: 'assessor' }).get('/v1/results')
    expect(assessor.status).toBe(403)
    const read = await world.services.db.owner
      .select()
      .from(fileReadings)
      .where(eq(fileReadings.readerId, world.host.members.coordinator))
    expect(read.map(({ recognitionId }) => recognitionId)).toContain(certificate.recognitionId)
  })

  test('say of no certificate any more once it is revoked', async () => {
    await given(world).revoke(certificate.id)
    const told = await results(`?learnerId=${learnerId}`)
    expect(told.map((result) => result.certificate)).toEqual(told.map(() => null))
  })

  test('stand beside each certificate in the list, for those who may know who learners are, and for others not', async () => {
    const [listed] = (await coordinator().get('/v1/certificates').expect(200)).body.items
    expect(listed.certified).toMatchObject({
      learner: { id: learnerId, givenName: 'Learner', familyName: 'One', externalId: 'L-1' },
      projectCode: expect.any(String),
      framework: 'digcomp-2.2',
    })
    const told = await results(`?learnerId=${learnerId}`)
    const levels = (rows: Record<string, unknown>[]) =>
      new Map(rows.map(({ competence, level }) => [competence, level]))
    expect(levels(listed.certified.outcomes)).toEqual(levels(told))
    const issuer = await world
      .as({ school: world.school, role: 'issuer' })
      .get('/v1/certificates')
      .expect(200)
    expect(issuer.body.items.map(({ certified }: { certified: unknown }) => certified)).toEqual([null])
  })
})
