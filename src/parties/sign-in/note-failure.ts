import { writeDown } from '../../act.ts'
import type { Services } from '../../context.ts'
import { asTenant } from '../../db/tenancy.ts'
import { signInActions } from './actions.ts'
import { type Applicant, countFailure } from './door-store.ts'
import { isTold } from './slow-down.ts'

/** With what somebody failed to prove who they are; `no-member`: who signed in is none of the client's organisation. */
export type Failed = 'secret' | 'assertion' | 'person' | 'no-member'

/**
 * Counts a failure in the name of a client that there is. The ledger of its organisation is told of the first in a row and
 * each time that they have doubled: whoever guesses writes no more than that.
 */
export async function noteFailure(
  services: Services,
  client: Applicant['client'],
  address: string,
  how: Failed,
  requestId: string,
): Promise<void> {
  const { organisationId, id } = client
  const now = services.now()
  await asTenant(services.db, { organisationId, memberId: null }, async (tx) => {
    const failures = await countFailure(tx, { organisationId, clientId: id, address }, now)
    if (!isTold(failures)) return
    const actor = { organisationId, clientId: null, memberId: null, personId: null, roles: [], scopes: [] }
    const subject = { state: null, organisationId }
    await writeDown(tx, { actor, now: () => now, requestId }, signInActions.refuseSignIn, subject, {
      subjectId: id,
      details: { with: how, failures },
    })
  })
}
