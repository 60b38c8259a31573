import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Recognition } from '../../store.ts'

/** The cases in assessment that a member is assigned to mark and has declared to be free for, the oldest first. */
export async function listToMark(tx: Tx, memberId: string, limit: number): Promise<Recognition[]> {
  const rows = await tx
    .select({ recognition: recognitions })
    .from(assignments)
    .innerJoin(recognitions, eq(recognitions.id, assignments.recognitionId))
    .where(
      and(
        eq(assignments.memberId, memberId),
        eq(assignments.state, 'accepted'),
        eq(recognitions.stage, 'assessment'),
      ),
    )
    .orderBy(asc(assignments.id))
    .limit(limit)
  return rows.map(({ recognition }) => recognition)
}
