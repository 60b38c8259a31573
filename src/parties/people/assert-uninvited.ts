import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { foldAddress } from '../names/addresses.ts'
import { invitedAmong } from './store.ts'
import { say } from './words.ts'

const addresses = ['email', 'guardianEmail', 'secondGuardianEmail'] as const

type Addresses = { [K in (typeof addresses)[number]]?: string | null | undefined }

/** Refuses an address of somebody who was invited to work for a host: nobody is a learner, or their guardian, and the host. */
export async function assertUninvited(tx: Tx, organisationId: string, given: Addresses): Promise<void> {
  const named = addresses.flatMap((name) => {
    const address = given[name]
    return address ? [{ name, address: foldAddress(address) }] : []
  })
  const invited = await invitedAmong(
    tx,
    organisationId,
    named.map(({ address }) => address),
  )
  const faults = named
    .filter(({ address }) => invited.includes(address))
    .map(({ name }): Fault => ({ in: 'body', pointer: `/${name}`, detail: say('works-for-a-host') }))
  if (faults.length > 0) throw new Refusal('incomplete', say('address-of-host'), faults)
}
