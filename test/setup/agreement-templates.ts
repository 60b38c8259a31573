import { given } from './given.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

const outcome = (competence: string, target: number, over: Body = {}): Body => ({
  competence,
  baseline: target - 1,
  baselineFoundBy: 'The test before departure.',
  target,
  methods: ['portfolio'],
  recognisedAs: { kind: 'module', reference: 'Digital skills' },
  ...over,
})

/** What a template of the school says, with two outcomes. */
export const templateBody = (over: Body = {}): Body => ({
  title: 'Logistics, four weeks',
  framework: 'digcomp-2.2',
  outcomes: [outcome('1.1', 4), outcome('2.4', 5)],
  procedure: 'Portfolio, judged within two weeks after return.',
  assessorRole: 'Vocational teacher',
  ...over,
})

/** Agreement templates of the school, as its coordinator would keep them. */
export function templates(world: World) {
  const { ok } = given(world)
  const sender = () => world.as({ school: world.school, role: 'coordinator' })
  const templateRequest = (over: Body = {}) =>
    sender().post('/v1/agreement-templates').send(templateBody(over))
  const template = (over: Body = {}): Promise<Body> => ok(templateRequest(over))
  const changeRequest = (id: unknown, changes: Body) =>
    sender().patch(`/v1/agreement-templates/${id}`).set('if-match', '*').send(changes)
  const drawRequest = (mobilityId: unknown, id: unknown, over: Body = {}) =>
    sender()
      .post(`/v1/mobilities/${mobilityId}/agreement/versions`)
      .send({ template: { id }, ...over })
  return { templateRequest, template, changeRequest, drawRequest }
}

/** Does everything that can be done with a template; the id under which it is found. */
export async function walkTemplate(world: World): Promise<Record<'agreement-templates', string>> {
  const { ok, mobility } = given(world)
  const go = templates(world)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const { id } = await go.template()
  const path = `/v1/agreement-templates/${id}`
  await ok(go.changeRequest(id, { procedure: 'Portfolio and interview.' }))
  const { id: mobilityId } = await mobility()
  await ok(go.drawRequest(mobilityId, id))
  for (const read of ['/v1/agreement-templates', path, `${path}/versions`, `${path}/versions/1`])
    await ok(sender.get(read))
  return { 'agreement-templates': String(id) }
}
