import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { assignments } from '../../db/schema/recognition/assignments.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { type MobilityNames, mobilityNamed, onSide, type SentOrHosted } from '../../db/sides.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { Assignment } from '../assessment/assignments/store.ts'
import type { Recognition } from '../store.ts'

export type AssignedCase = { id: string; assignment: Assignment; recognition: Recognition }

/** The cases in assessment whose marks a member owes, or has to say first that nothing keeps them from it. */
export async function listAssignedTo(
  tx: Tx,
  memberId: string,
  keyset: Keyset,
  names: MobilityNames,
): Promise<AssignedCase[]> {
  const { where, orderBy, limit } = page(keyset, { id: assignments.id, updatedAt: assignments.assignedAt })
  const rows = await tx
    .select({ assignment: getTableColumns(assignments), recognition: getTableColumns(recognitions) })
    .from(assignments)
    .innerJoin(recognitions, eq(recognitions.id, assignments.recognitionId))
    .where(
      and(
        eq(assignments.memberId, memberId),
        eq(assignments.isDue, true),
        mobilityNamed(names, recognitions.mobilityId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map((row) => ({ id: row.assignment.id, ...row }))
}

/** The cases that wait for decisions, of those that an organisation sends or hosts. */
export async function listInValidation(
  tx: Tx,
  organisationId: string,
  side: SentOrHosted,
  keyset: Keyset,
  names: MobilityNames,
): Promise<Recognition[]> {
  const { where, orderBy, limit } = page(keyset, recognitions)
  return tx
    .select()
    .from(recognitions)
    .where(
      and(
        onSide(recognitions, side, organisationId),
        eq(recognitions.stage, 'validation'),
        mobilityNamed(names, recognitions.mobilityId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}
