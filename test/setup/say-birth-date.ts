import { given } from './given.ts'
import type { World } from './world.ts'

/** Says through the link of a certificate when its learner was born, as its pages ask before they give what tells it. */
export const sayBirthDate = (world: World, holder: string, birthDate = '2006-05-14') =>
  given(world).ok(world.anyone.post(`${holder}/birth-date`).send({ birthDate }))
