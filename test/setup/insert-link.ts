import { links } from '../../src/db/schema/mobility/links.ts'
import { digestSecret, newSecret } from '../../src/platform/auth/secrets.ts'
import type { World } from './world.ts'

type Made = Pick<typeof links.$inferInsert, 'purpose' | 'personId' | 'subjectId' | 'mobilityId'> & {
  party?: 'learner' | 'guardian'
}

/** The secret of a link as it was made when something was still to be done through it, whatever is to be done now. */
export async function insertLink(world: World, { party = 'learner', ...made }: Made): Promise<string> {
  const secret = newSecret()
  const createdAt = world.clock.now
  const expiresAt = new Date(createdAt.getTime() + 14 * 86_400_000)
  await world.services.db.owner.insert(links).values({
    ...made,
    party,
    organisationId: world.school.id,
    hostingOrganisationId: world.host.id,
    secretHash: digestSecret(secret),
    createdAt,
    expiresAt,
  })
  return secret
}
