import { expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { projects } from '../../setup/project.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
const terms = {
  scope: 'Mobilities of this project.',
  startsOn: '2026-01-01',
  mutualAcceptance: true,
  assessedBy: 'hosting',
}

test('One memorandum of a project is signed by each partner, and holds with those who have', async () => {
  const world = await newWorld()
  const { school, host, stranger } = world
  const [step, go] = [given(world), projects(world)]
  const [sender, partner, other] = [school, host, stranger].map((each) =>
    world.as({ school: each, role: 'coordinator' }),
  ) as [ReturnType<typeof world.as>, ReturnType<typeof world.as>, ReturnType<typeof world.as>]
  const project = await go.project({ partnerIds: [host.id, stranger.id] })
  const path = `/v1/projects/${project.id}/memoranda`
  const { body } = await sender.post(path).send(terms).expect(201)
  const { jointId } = body
  const parties = [school.id, host.id, stranger.id]
  expect(body.items).toHaveLength(2)
  for (const item of body.items as Body[])
    expect(item).toMatchObject({ ...terms, jointId, jointParties: parties, projectCode: project.code })
  const list = async (reader: typeof sender): Promise<Body[]> =>
    (await reader.get(`/v1/partnerships?jointId=${jointId}`).expect(200)).body.items
  const offered = await list(partner)
  expect(offered).toMatchObject([{ partnerId: host.id, state: 'proposed', jointParties: parties }])
  await step.ok(partner.post(`/v1/partnerships/${offered[0]!.id}/confirmation`))
  const states = async () => (await list(sender)).map(({ partnerId, state }) => [partnerId, state])
  expect(await states()).toEqual([
    [host.id, 'confirmed'],
    [stranger.id, 'proposed'],
  ])
  const [declined] = await list(other)
  await step.ok(other.post(`/v1/partnerships/${declined!.id}/end`).send({ reason: 'Not for us.' }))
  expect(await states()).toEqual([
    [host.id, 'confirmed'],
    [stranger.id, 'ended'],
  ])
  // It is in force between the two: by its terms the sending organisation's own assessors do not mark.
  const made = await step.documentation()
  const assignment = { memberId: school.members.assessor, round: 'first' }
  await sender.post(`/v1/recognitions/${made.id}/assignments`).send(assignment).expect(403)
  const { items } = await step.ok(world.as({ school, role: 'auditor' }).get('/v1/audit?limit=200'))
  const actions = (items as Body[]).map(({ action }) => action)
  expect(actions.filter((action) => action === 'partnership.propose')).toHaveLength(2)
  expect(actions).toContain('project.propose-memorandum')
})

test('It is proposed in person, to the partners that a project has, with terms that hold together', async () => {
  const world = await newWorld()
  const go = projects(world)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const alone = await go.project()
  await sender.post(`/v1/projects/${alone.id}/memoranda`).send(terms).expect(422)
  await go.changeRequest(alone.id, { partnerIds: [world.host.id] }).expect(200)
  const wrong = { ...terms, mutualAcceptance: false, endsOn: '2025-01-01' }
  const { body } = await sender.post(`/v1/projects/${alone.id}/memoranda`).send(wrong).expect(422)
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/endsOn', '/assessedBy'])
  const client = world.as({ school: world.school })
  await client.post(`/v1/projects/${alone.id}/memoranda`).send(terms).expect(403)
  const host = world.as({ school: world.host, role: 'coordinator' })
  await host.post(`/v1/projects/${alone.id}/memoranda`).send(terms).expect(404)
})
