import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../../db/client.ts'
import type { IdentifyingFacts } from '../../../db/schema/parties/confirmed-identity.ts'
import { type Organisation, updateIdentity } from '../store.ts'
import type { CheckedIdentity } from './identity.ts'
import { insertStatement } from './store.ts'

/**
 * Writes who the organisation that is acted for is (null: nobody confirms it any more, and why), and keeps the statement
 * beside those before.
 */
export async function keepStatement(
  tx: Tx,
  organisationId: string,
  facts: IdentifyingFacts,
  { identity, reason = null }: { identity: CheckedIdentity | null; reason?: string | null },
  now: Date,
): Promise<Organisation> {
  const id = uuidv7()
  const confirmed = identity && { ...identity, statement: id }
  const organisation = await updateIdentity(tx, organisationId, { ...facts, identity: confirmed }, now)
  await insertStatement(tx, { id, organisationId, facts, identity: confirmed, reason, statedAt: now })
  return organisation
}
