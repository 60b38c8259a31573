import { given } from './given.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

export const tools = {
  code: 'DP-2',
  title: { lv: 'Digitālie rīki', en: 'Digital tools' },
  outcomes: [{ lv: 'Plāno darbu kopā ar citiem.', en: 'Plans work together with others.' }],
  hours: 36,
  framework: 'digcomp-2.2',
  competences: ['2.4'],
}

/** The modules of the school, as its coordinator would keep them. */
export function moduleLists(world: World) {
  const sender = () => world.as({ school: world.school, role: 'coordinator' })
  const record = (modules: Body[]) => sender().put('/v1/modules').send({ modules })
  const listed = async (query = ''): Promise<Body[]> =>
    (await sender().get(`/v1/modules${query}`).expect(200)).body.items
  return { record, listed }
}

/** Does everything that can be done with modules; the id under which one is found. */
export async function walkModules(world: World): Promise<Record<'modules', string>> {
  const { ok } = given(world)
  const go = moduleLists(world)
  await ok(go.record([tools, { ...tools, code: 'DP-4' }]))
  await ok(go.record([tools, { ...tools, code: 'DP-5' }]))
  const [module] = await go.listed()
  const id = String(module!.id)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  for (const path of [`/v1/modules/${id}`, `/v1/modules/${id}/suggestions`]) await ok(sender.get(path))
  return { modules: id }
}
