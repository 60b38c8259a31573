import type { Tx } from '../../../db/client.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import { foldAddress } from '../../../parties/names/addresses.ts'
import { invitedAmong, isOfMember, type Person } from '../../../parties/people/store.ts'
import { say } from './words.ts'

/** Refuses an address that is not a learner's own: the one that their school has, or of somebody who works for it or a host. */
export async function assertPrivate(
  tx: Tx,
  { organisationId, email }: Pick<Person, 'organisationId' | 'email'>,
  given: string,
): Promise<void> {
  const address = foldAddress(given)
  if (email !== null && foldAddress(email) === address) throw unfit('same-address')
  if ((await invitedAmong(tx, organisationId, [address])).length > 0) throw unfit('no-own-address')
  if (await isOfMember(tx, organisationId, address)) throw unfit('no-own-address')
}

function unfit(key: 'same-address' | 'no-own-address'): Refusal {
  const faults: Fault[] = [{ in: 'body', pointer: '/email', detail: say(key) }]
  return new Refusal('incomplete', say('unfit'), faults)
}
