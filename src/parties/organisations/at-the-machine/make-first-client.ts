import { writeDown } from '../../../act.ts'
import type { Config } from '../../../config.ts'
import type { Tx } from '../../../db/client.ts'
import { scopes } from '../../../platform/auth/access.ts'
import { keepSecret, newSecret } from '../../../platform/auth/secrets.ts'
import { organisationActions } from '../actions.ts'
import { insertClient } from '../clients/store.ts'
import { countOrganisations, insertMember, insertOrganisation } from '../store.ts'
import { atTheMachine } from './at-the-machine.ts'

const actions = organisationActions

/**
 * In an empty database: one organisation, its administrator where one is named, and one client with every scope, whose secret
 * is returned this once; null where there is an organisation already.
 */
export async function makeFirstClient(
  owner: Tx,
  { name, country, admin }: Config['first'],
  now: Date,
): Promise<{ id: string; secret: string } | null> {
  if ((await countOrganisations(owner)) > 0) return null
  const secret = newSecret()
  const secretHash = keepSecret(secret)
  const made = { createdAt: now, updatedAt: now }
  const { id: organisationId } = await insertOrganisation(owner, { name, country, ...made })
  const own = { organisationId, createdAt: now }
  const client = await insertClient(owner, { ...own, name: 'First client', secretHash, scopes: [...scopes] })
  const ctx = atTheMachine(organisationId, now, 'first-start')
  const subject = { state: null, organisationId }
  await writeDown(owner, ctx, actions.registerFirstOrganisation, subject, { subjectId: organisationId })
  const details = { scopes: client.scopes }
  await writeDown(owner, ctx, actions.registerFirstClient, subject, { subjectId: client.id, details })
  if (admin) {
    const member = await insertMember(owner, { organisationId, name: admin, roles: ['admin'], ...made })
    const { id: subjectId, roles } = member
    await writeDown(owner, ctx, actions.registerFirstMember, subject, { subjectId, details: { roles } })
  }
  return { id: client.id, secret }
}
