import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'

/**
 * Every move of these cases and of their appeals that either of their parties may read, the oldest first.
 * `organisationId` is the sending organisation, whoever acted.
 */
export async function listMoves(tx: Tx, cases: string[]) {
  if (cases.length === 0) return []
  const ids = sql.join(
    cases.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  return tx
    .select({
      id: sql<string>`id`,
      organisationId: sql<string>`organisation_id`,
      hostingOrganisationId: sql<string>`hosting_organisation_id`,
      recognitionId: sql<string>`recognition_id`,
      subjectId: sql<string>`subject_id`,
      kind: sql<'case' | 'appeal'>`kind`,
      action: sql<string>`action`,
      from: sql<string | null>`"from"`,
      to: sql<string>`"to"`,
      role: sql<(typeof ledger.$inferSelect)['role']>`role`,
      clientId: sql<string | null>`client_id`,
      memberId: sql<string | null>`member_id`,
      personId: sql<string | null>`person_id`,
      at: sql`at`.mapWith(ledger.at),
      reason: sql<string | null>`reason`,
      inputHash: sql<string | null>`input_hash`,
    })
    .from(sql`moves_of(array[${ids}])`)
}
