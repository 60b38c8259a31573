import { given } from './given.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

/** Cohorts of the school, as its coordinator would name them. */
export function cohorts(world: World) {
  const { ok } = given(world)
  const sender = () => world.as({ school: world.school, role: 'coordinator' })

  const nameRequest = (over: Body = {}) =>
    sender()
      .post('/v1/cohorts')
      .send({ name: 'Logistics, autumn', class: 'LOG-3', ...over })
  const named = (...mobilityIds: unknown[]): Promise<Body> => ok(nameRequest({ mobilityIds }))

  const joinRequest = (id: unknown, ...mobilityIds: unknown[]) =>
    sender().post(`/v1/cohorts/${id}/mobilities`).send({ mobilityIds })

  const leaveRequest = (id: unknown, mobilityId: unknown, replacedBy?: unknown) =>
    sender()
      .post(`/v1/cohorts/${id}/mobilities/${mobilityId}/departure`)
      .send(replacedBy === undefined ? {} : { replacedBy })

  const boardOf = (id: unknown, query = ''): Promise<Body> => ok(sender().get(`/v1/cohorts/${id}${query}`))

  return { nameRequest, named, joinRequest, leaveRequest, boardOf }
}

/** Does everything that can be done with a cohort; the ids under which it and one of its mobilities are found. */
export async function walkCohort(
  world: World,
  mobilityId: string,
): Promise<Record<'cohorts' | 'cohorts/mobilities', string>> {
  const { ok, mobility } = given(world)
  const go = cohorts(world)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const [leaves, comes] = [await mobility(), await mobility()]
  const { id } = await go.named(leaves.id)
  const path = `/v1/cohorts/${id}`
  await ok(sender.patch(path).set('if-match', '*').send({ class: 'LOG-4' }))
  await ok(go.joinRequest(id, mobilityId))
  await ok(go.leaveRequest(id, leaves.id, comes.id))
  await ok(sender.get('/v1/cohorts'))
  await go.boardOf(id)
  for (const lang of ['lv', 'en']) {
    await ok(sender.get(`${path}/board.html?lang=${lang}`))
    await ok(sender.get(`${path}/progress.svg?lang=${lang}`))
  }
  return { cohorts: String(id), 'cohorts/mobilities': mobilityId }
}
