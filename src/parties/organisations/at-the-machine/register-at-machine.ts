import { writeDown } from '../../../act.ts'
import type { Tx } from '../../../db/client.ts'
import { Trouble } from '../../../errors.ts'
import type { Scope } from '../../../platform/auth/access.ts'
import { keepSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { organisationActions } from '../actions.ts'
import { insertClient } from '../clients/store.ts'
import { findOrganisation } from '../store.ts'
import { atTheMachine } from './at-the-machine.ts'
import type { WithSecret } from './store.ts'

/** Makes a client of any organisation, also of one that has none yet; throws `Trouble` where there is no such organisation. */
export async function registerAtMachine(
  owner: Tx,
  { organisationId, name, scopes }: { organisationId: string; name: string; scopes: Scope[] },
  now: Date,
): Promise<WithSecret> {
  if (!(await findOrganisation(owner, organisationId))) throw new Trouble('There is no such organisation.')
  const secret = newSecret()
  const values = { organisationId, name, scopes, secretHash: keepSecret(secret), createdAt: now }
  const { id } = await insertClient(owner, values)
  const ctx = atTheMachine(organisationId, now, 'clients')
  const { registerClientAtMachine: action } = organisationActions
  const details = { scopes }
  await writeDown(owner, ctx, action, { state: null, organisationId }, { subjectId: id, details })
  return { id, secret }
}
