import { asBytes } from './bytes.ts'
import { given } from './given.ts'
import { newMember } from './member.ts'
import type { World } from './world.ts'

/** The print of a version, as a scanner would see it: with the code that names it. */
export async function printed(world: World, mobilityId: unknown, number: unknown): Promise<Buffer> {
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const path = `/v1/mobilities/${mobilityId}/agreement/versions/${number}/papers`
  const paper = await given(world).ok(coordinator.post(path).send({ language: 'en' }))
  const { body } = await coordinator.get(`/v1/papers/${paper.id}.pdf`).buffer().parse(asBytes).expect(200)
  return body as Buffer
}

/** Brings a version that a learner has signed by hand, as another coordinator of the school; answers with the id of it. */
export async function broughtOnPaper(world: World, mobilityId: unknown, number: unknown): Promise<string> {
  const memberId = await newMember(world, world.school, ['coordinator'])
  const { id } = await given(world).ok(
    world
      .as({ school: world.school, role: 'coordinator', memberId })
      .post(`/v1/mobilities/${mobilityId}/agreement/versions/${number}/paper-signatures`)
      .field({ party: 'learner', name: 'Learner One', signedOn: world.clock.now.toISOString().slice(0, 10) })
      .attach('file', await printed(world, mobilityId, number), 'scan.pdf'),
  )
  return String(id)
}
