import { unconfirmedAddresses } from '../../src/db/schema/parties/unconfirmed-addresses.ts'
import { insertLink } from './insert-link.ts'
import type { World } from './world.ts'

/** The secret of a link that confirms an address that a learner of the school has just given. */
export async function addressToConfirm(world: World, personId: unknown): Promise<string> {
  const [row] = await world.services.db.owner
    .insert(unconfirmedAddresses)
    .values({
      organisationId: world.school.id,
      personId: String(personId),
      email: 'learner.one@home.example',
      writtenPrivately: false,
      givenAt: world.clock.now,
    })
    .returning()
  return insertLink(world, {
    purpose: 'confirm-address',
    personId: String(personId),
    subjectId: row!.id,
    mobilityId: null,
  })
}
