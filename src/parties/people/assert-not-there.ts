import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { findNamed } from './store.ts'
import { say } from './words.ts'

type Named = { givenName: string | null; familyName: string; birthDate: string | null }

/** Refuses the name and birth date of somebody who is registered already, but for `self`, and says who that is. */
export async function assertNotThere(
  tx: Tx,
  organisationId: string,
  named: Named,
  self: string | null = null,
): Promise<void> {
  const personId = await findNamed(tx, organisationId, { ...named, givenName: named.givenName ?? '' })
  if (personId === null || personId === self) return
  throw new Refusal('duplicate', say('there-already', { person: personId }), [], { personId })
}
