import { insertOrganisation } from '../../src/parties/organisations/store.ts'
import { makeDesk } from '../../src/platform/auth/desks.ts'
import { given } from './given.ts'
import type { School, World } from './world.ts'

/** A host without any client or administrator. */
export async function workshop(world: World, name = 'Small Workshop'): Promise<string> {
  const now = world.clock.now
  const made = await insertOrganisation(world.services.db.owner, {
    name,
    country: 'EE',
    createdAt: now,
    updatedAt: now,
  })
  return made.id
}

/** The same, to which the school sends a learner. */
export async function partnerWorkshop(world: World): Promise<string> {
  const id = await workshop(world)
  await given(world).mobility({ hostingOrganisationId: id })
  return id
}

/** Somebody of a host is invited by hand; the path of their desk. */
export async function inviteByHand(
  world: World,
  hostId: string,
  roles: string[],
  over: Record<string, unknown> = {},
  school: School = world.school,
): Promise<{ path: string; memberId: string; id: string }> {
  const { ok } = given(world)
  const body = { name: `Desk ${roles[0]}`, email: `${roles[0]}@workshop.example`, roles, ...over }
  const made = await ok(
    world.as({ school, role: 'coordinator' }).post(`/v1/organisations/${hostId}/invitations`).send(body),
  )
  const { url } = made.link as { url: string }
  return { path: new URL(url).pathname, memberId: String(made.memberId), id: String(made.id) }
}

/** The path of the desk of a member, the link to which came by mail, if nothing else is said. */
export async function deskOf(
  world: World,
  organisation: Pick<School, 'id'>,
  memberId: string,
  travelled: 'mail' | 'by-hand' = 'mail',
): Promise<string> {
  const given = { organisationId: organisation.id, memberId, givenByOrganisation: world.school.id }
  const at = { now: () => world.clock.now }
  const { secret } = await makeDesk(world.services.db.owner, at, { ...given, travelled })
  return `/desk/${secret}`
}
