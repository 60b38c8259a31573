import { desc, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { organisationIdentities } from '../../../db/schema/parties/identities.ts'

export type StatedIdentityRow = typeof organisationIdentities.$inferSelect

/** Keeps a statement of who the organisation that is acted for is. */
export async function insertStatement(
  tx: Tx,
  statement: typeof organisationIdentities.$inferInsert,
): Promise<void> {
  await tx.insert(organisationIdentities).values(statement)
}

/** Every statement of who an organisation is, the newest first; no more than a hundred. */
export async function listStatements(tx: Tx, organisationId: string): Promise<StatedIdentityRow[]> {
  return tx
    .select()
    .from(organisationIdentities)
    .where(eq(organisationIdentities.organisationId, organisationId))
    .orderBy(desc(organisationIdentities.id))
    .limit(100)
}
