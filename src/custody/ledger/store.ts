import { and, asc, eq, gt, gte } from 'drizzle-orm'
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { auditLines } from '../../db/schema/platform.ts'
import type { Keyset } from '../../platform/http/pages.ts'

export type AuditLine = typeof auditLines.$inferSelect

export type AuditFilter = {
  subject?: string | undefined
  action?: string | undefined
  memberId?: string | undefined
  since?: string | undefined
}

/**
 * What the organisation's clients and people did, and what others did in the cases that it sends, the oldest first.
 */
export async function listAuditLines(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { subject, action, memberId, since }: AuditFilter,
): Promise<AuditLine[]> {
  const linesOf = (side: PgColumn) =>
    tx
      .select()
      .from(auditLines)
      .where(
        and(
          eq(side, organisationId),
          subject === undefined ? undefined : eq(auditLines.subjectId, subject),
          action === undefined ? undefined : eq(auditLines.action, action),
          memberId === undefined ? undefined : eq(auditLines.memberId, memberId),
          since === undefined ? undefined : gte(auditLines.at, new Date(since)),
          keyset.after ? gt(auditLines.id, keyset.after.id) : undefined,
        ),
      )
  return unionAll(linesOf(auditLines.organisationId), linesOf(auditLines.caseOrganisationId))
    .orderBy(asc(auditLines.id))
    .limit(keyset.limit + 1)
}
