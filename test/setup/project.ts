import { given } from './given.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

const code = '2026-1-LV01-KA121-VET-000012345'

/** Projects of the school, as its coordinator would register them. */
export function projects(world: World) {
  const { ok } = given(world)
  const sender = () => world.as({ school: world.school, role: 'coordinator' })
  const projectRequest = (over: Body = {}) =>
    sender()
      .post('/v1/projects')
      .send({ code, title: { lv: 'Mobilitāte', en: 'Mobility' }, action: 'KA121', ...over })
  const project = (over: Body = {}): Promise<Body> => ok(projectRequest(over))
  const changeRequest = (id: unknown, changes: Body) =>
    sender().patch(`/v1/projects/${id}`).set('if-match', '*').send(changes)
  return { projectRequest, project, changeRequest }
}

/** Does everything that can be done with a project; the id under which it is found. */
export async function walkProject(world: World): Promise<Record<'projects', string>> {
  const { ok } = given(world)
  const go = projects(world)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const { id } = await go.project()
  await ok(go.changeRequest(id, { partnerIds: [world.host.id] }))
  const terms = { scope: 'Mobilities.', startsOn: '2026-09-01', mutualAcceptance: true, assessedBy: 'either' }
  await ok(sender.post(`/v1/projects/${id}/memoranda`).send(terms))
  for (const path of ['/v1/projects', `/v1/projects/${id}`]) await ok(sender.get(path))
  return { projects: String(id) }
}
