import { writeDown } from '../../act.ts'
import type { Tx } from '../../db/client.ts'
import { scopes } from '../../platform/auth/access.ts'
import { keepSecret, newSecret } from '../../platform/auth/secrets.ts'
import { organisationActions } from './actions.ts'
import { insertClient } from './clients/store.ts'
import { countOrganisations, insertOrganisation } from './store.ts'

/** In an empty database: one organisation and one client with every scope, whose secret is returned this once. */
export async function makeFirstClient(owner: Tx, now: Date): Promise<{ id: string; secret: string } | null> {
  if ((await countOrganisations(owner)) > 0) return null
  const secret = newSecret()
  const secretHash = keepSecret(secret)
  const organisation = await insertOrganisation(owner, {
    name: 'My organisation',
    country: 'LV',
    createdAt: now,
    updatedAt: now,
  })
  const client = await insertClient(owner, {
    organisationId: organisation.id,
    name: 'First client',
    secretHash,
    scopes: [...scopes],
    createdAt: now,
  })
  const actor = {
    organisationId: organisation.id,
    clientId: null,
    memberId: null,
    personId: null,
  }
  const start = { actor, now: () => now, requestId: 'first-start' }
  const subject = { state: null, organisationId: organisation.id }
  const { registerFirstOrganisation, registerFirstClient } = organisationActions
  await writeDown(owner, start, registerFirstOrganisation, subject, { subjectId: organisation.id })
  await writeDown(owner, start, registerFirstClient, subject, {
    subjectId: client.id,
    details: { scopes: client.scopes },
  })
  return { id: client.id, secret }
}
