import { writeDown } from '../../../act.ts'
import type { Tx } from '../../../db/client.ts'
import { keepSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { endSecrets, insertCredential } from '../../sign-in/store.ts'
import { organisationActions } from '../actions.ts'
import { keepSecretHash } from '../clients/store.ts'
import { atTheMachine } from './at-the-machine.ts'
import { holdAnyClient, type WithSecret } from './store.ts'

/** Gives a client a new secret in place of all that it has, which end at once; its keys stay. */
export async function renewSecret(owner: Tx, id: string, now: Date): Promise<WithSecret> {
  const { organisationId } = await holdAnyClient(owner, id)
  const secret = newSecret()
  await endSecrets(owner, id, now)
  const made = {
    organisationId,
    clientId: id,
    kind: 'secret',
    secretHash: keepSecret(secret),
    createdAt: now,
  } as const
  const credential = await insertCredential(owner, made)
  await keepSecretHash(owner, id, now)
  const ctx = atTheMachine(organisationId, now, 'clients')
  const { renewSecretAtMachine: action } = organisationActions
  const details = { credential: credential.id }
  await writeDown(owner, ctx, action, { state: null, organisationId }, { subjectId: id, details })
  return { id, secret }
}
