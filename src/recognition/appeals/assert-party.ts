import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { needsGuardian } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import type { Link } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { say } from './words.ts'

/** Refuses a guardian of a learner who is of age today, also where the link was made before. */
export async function assertParty(
  tx: Tx,
  { party, personId, zone }: Pick<Link, 'party' | 'personId' | 'zone'>,
  now: Date,
): Promise<void> {
  if (party === 'guardian' && !needsGuardian(await getKnownPerson(tx, personId), dayOf(now, zone)))
    throw new Refusal('wrong-state', say('of-age'))
}
