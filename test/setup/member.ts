import { insertMember } from '../../src/parties/organisations/store.ts'
import type { Role } from '../../src/platform/auth/access.ts'
import { authoriseAssessor, type School, type World } from './world.ts'

/** One more member of an organisation, who has had no part in anything yet; an assessor may assess everything. */
export async function newMember(world: World, school: School, roles: Role[]): Promise<string> {
  const now = world.services.now()
  const name = `${school.name}: ${roles.join(', ')}`
  const values = { organisationId: school.id, name, roles, createdAt: now, updatedAt: now }
  const { id } = await insertMember(world.services.db.owner, values)
  if (roles.includes('assessor')) await authoriseAssessor(world.services, school.id, id)
  return id
}
