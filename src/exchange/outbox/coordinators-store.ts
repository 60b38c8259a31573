import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { members, organisationSettings } from '../../db/schema/parties/organisations.ts'
import type { Role } from '../../platform/auth/access.ts'

/** Those of an organisation's people who hold a role and can be reached, where it has mail sent. */
export async function listReachable(tx: Tx, organisationId: string, role: Role): Promise<string[]> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.organisationId, organisationId),
        eq(members.active, true),
        isNotNull(members.email),
        sql`${role} = any (${members.roles})`,
        sql`not exists (select from ${organisationSettings} where ${organisationSettings.organisationId} = ${organisationId}
          and ${organisationSettings.set} ->> 'mail' = 'none')`,
      ),
    )
    .limit(50)
  return rows.map(({ id }) => id)
}
