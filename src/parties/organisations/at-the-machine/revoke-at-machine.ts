import { writeDown } from '../../../act.ts'
import type { Tx } from '../../../db/client.ts'
import { organisationActions } from '../actions.ts'
import { markClientRevoked } from '../clients/store.ts'
import { atTheMachine } from './at-the-machine.ts'
import { holdAnyClient } from './store.ts'

/** From the next request on, neither the client nor any token that it holds does anything. */
export async function revokeAtMachine(owner: Tx, id: string, now: Date): Promise<void> {
  const { organisationId } = await holdAnyClient(owner, id)
  await markClientRevoked(owner, organisationId, id, now)
  const ctx = atTheMachine(organisationId, now, 'clients')
  const { revokeClientAtMachine: action } = organisationActions
  await writeDown(owner, ctx, action, { state: null, organisationId }, { subjectId: id })
}
