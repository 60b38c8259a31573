import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Recognition } from '../../store.ts'
import type { Assignment } from '../assignments/store.ts'

type WorkOf = { memberId: string; from: Date | undefined; recognitionIds: string[] | undefined }

/** What a member is assigned to in cases that are not marked whole yet, the oldest first; one more than is asked for tells of more. */
export async function listOpenAssignments(
  tx: Tx,
  { memberId, from, recognitionIds }: WorkOf,
  limit: number,
): Promise<Assignment[]> {
  const rows = await tx
    .select({ assignment: assignments })
    .from(assignments)
    .innerJoin(recognitions, eq(recognitions.id, assignments.recognitionId))
    .where(
      and(
        eq(assignments.memberId, memberId),
        inArray(assignments.state, ['assigned', 'accepted']),
        inArray(recognitions.stage, ['identification', 'documentation', 'assessment']),
        from && gte(assignments.assignedAt, from),
        recognitionIds && inArray(assignments.recognitionId, recognitionIds),
      ),
    )
    .orderBy(asc(assignments.id))
    .limit(limit + 1)
  return rows.map(({ assignment }) => assignment)
}

/** Holds cases until the transaction ends, in the one order in which all do. */
export async function lockRecognitions(tx: Tx, ids: string[]): Promise<Recognition[]> {
  if (ids.length === 0) return []
  return tx
    .select()
    .from(recognitions)
    .where(inArray(recognitions.id, ids))
    .orderBy(sql`${recognitions.id}`)
    .for('update')
}
