import { and, asc, eq, gt, gte, not, sql } from 'drizzle-orm'
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo } from '../../db/keyset.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import type { Keyset } from '../../platform/http/pages.ts'

/** What the audit shows of a line. */
export const auditColumns = {
  id: ledger.id,
  organisationId: ledger.organisationId,
  caseOrganisationId: ledger.caseOrganisationId,
  at: ledger.at,
  action: ledger.action,
  subjectId: ledger.subjectId,
  clientId: ledger.clientId,
  memberId: ledger.memberId,
  personId: ledger.personId,
  requestId: ledger.requestId,
  details: ledger.details,
}

export type AuditLine = Pick<typeof ledger.$inferSelect, keyof typeof auditColumns>

export type AuditFilter = {
  subject?: string | undefined
  action?: string | undefined
  memberId?: string | undefined
  since?: string | undefined
}

/**
 * What the organisation's clients and people did, and what others did in the cases that it sends: the oldest first, or
 * with `position` in the order in which it became visible.
 */
export async function listAuditLines(
  tx: Tx,
  { organisationId, memberId: reader }: { organisationId: string; memberId: string | null },
  keyset: Keyset,
  { subject, action, memberId, since }: AuditFilter,
) {
  const { following, order } = orderOf(keyset, since === undefined ? null : new Date(since))
  const limit = keyset.limit + 1
  const linesOf = (side: PgColumn) =>
    tx
      .select({ ...auditColumns, changedIn: ledger.position, upTo: numberedUpTo(keyset) })
      .from(ledger)
      .where(
        and(
          eq(side, organisationId),
          subject === undefined ? undefined : eq(ledger.subjectId, subject),
          action === undefined ? undefined : eq(ledger.action, action),
          memberId === undefined ? undefined : eq(ledger.memberId, memberId),
          following,
          // What tells how a case ended is kept from whoever may yet be asked to mark it in an appeal.
          not(sql`(${ledger.action} ~ ${telling} and ${isBlindTo(reader, sql`${ledger.recognitionId}`)})`),
        ),
      )
      .orderBy(...order)
      .limit(limit)
  // Each half is cut by itself, which lets the database read it in the order of an index.
  return unionAll(linesOf(ledger.organisationId), linesOf(ledger.caseOrganisationId))
    .orderBy(...order)
    .limit(limit)
}

/** By position, by time from a moment on, or by id: what follows the last line of the page before, and in which order. */
function orderOf({ after, position }: Keyset, since: Date | null) {
  if (position !== null) {
    const unseen = gt(ledger.position, after?.changedIn ?? position)
    return {
      following: and(unseen, since ? gte(ledger.at, since) : undefined),
      order: [asc(ledger.position)],
    }
  }
  if (!since) return { following: after ? gt(ledger.id, after.id) : undefined, order: [asc(ledger.id)] }
  // The cursor holds no time: cursors of an earlier release go on.
  const following = after
    ? sql`(${ledger.at}, ${ledger.id}) > ((select l.at from ledger l where l.id = ${after.id}), ${after.id})`
    : gte(ledger.at, since)
  return { following, order: [asc(ledger.at), asc(ledger.id)] }
}

/** The actions that happen only, or otherwise, because of what was decided in a case. */
export const telling =
  '^(validation|certificate|act|appeal|decision-basis|case-file)[.]|^recognition[.]refuse$'

/** Gives every line whose transaction is over its position. Two at once give each line one. */
export async function numberLedger(owner: Tx): Promise<void> {
  await owner.execute(sql`select number_ledger()`)
}
