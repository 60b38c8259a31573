import { desc, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { recognitions, type stages } from '../../../db/schema/recognition/recognitions.ts'

/** How far the newest case of a mobility has come; where there is none yet, it is at its beginning. */
export async function findStageOf(tx: Tx, mobilityId: string): Promise<(typeof stages)[number]> {
  const [row] = await tx
    .select({ stage: recognitions.stage })
    .from(recognitions)
    .where(eq(recognitions.mobilityId, mobilityId))
    .orderBy(desc(recognitions.id))
    .limit(1)
  return row?.stage ?? 'identification'
}
