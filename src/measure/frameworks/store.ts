import { asc, count, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { frameworksInUse } from '../../db/schema/platform.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'

type FileInUse = Pick<typeof frameworksInUse.$inferSelect, 'frameworkId' | 'file' | 'hash'>

export async function listFilesInUse(tx: Tx): Promise<FileInUse[]> {
  return tx
    .select({
      frameworkId: frameworksInUse.frameworkId,
      file: frameworksInUse.file,
      hash: frameworksInUse.hash,
    })
    .from(frameworksInUse)
    .orderBy(asc(frameworksInUse.frameworkId), asc(frameworksInUse.file))
}

export type Uses = { mobilities: string[]; agreements: number; recognitions: number; certificates: string[] }

/** What a framework is used by: how much, and of mobilities and certificates the first `named` by id and number. */
export async function findUses(
  tx: Tx,
  frameworkId: string,
  named: number,
): Promise<Uses & { more: boolean }> {
  const planned = eq(sql`${agreementVersions.content} -> 'framework' ->> 'id'`, frameworkId)
  const agreements = await tx.select({ total: count() }).from(agreementVersions).where(planned)
  const mobilities = await tx
    .selectDistinct({ id: agreementVersions.mobilityId })
    .from(agreementVersions)
    .where(planned)
    .orderBy(asc(agreementVersions.mobilityId))
    .limit(named + 1)
  const judged = eq(recognitions.frameworkId, frameworkId)
  const cases = await tx.select({ total: count() }).from(recognitions).where(judged)
  const numbers = await tx
    .select({ number: certificates.number })
    .from(certificates)
    .innerJoin(recognitions, eq(certificates.recognitionId, recognitions.id))
    .where(judged)
    .orderBy(asc(certificates.id))
    .limit(named + 1)
  return {
    agreements: agreements[0]!.total,
    mobilities: mobilities.slice(0, named).map(({ id }) => id),
    recognitions: cases[0]!.total,
    certificates: numbers.slice(0, named).map(({ number }) => number),
    more: mobilities.length > named || numbers.length > named,
  }
}
