import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'

/** The mobility that a version of an agreement, a case or a certificate belongs to. */
export async function findMobilityOf(tx: Tx, subjectId: string): Promise<string | null> {
  const ofVersion = tx
    .select({ id: agreementVersions.mobilityId })
    .from(agreementVersions)
    .where(eq(agreementVersions.id, subjectId))
  const ofCase = tx
    .select({ id: recognitions.mobilityId })
    .from(recognitions)
    .where(eq(recognitions.id, subjectId))
  const ofCertificate = tx
    .select({ id: recognitions.mobilityId })
    .from(certificates)
    .innerJoin(recognitions, eq(recognitions.id, certificates.recognitionId))
    .where(eq(certificates.id, subjectId))
  const [row] = await tx
    .select({ id: sql<string | null>`coalesce(${ofVersion}, ${ofCase}, ${ofCertificate})` })
    .from(sql`(select 1) as once`)
  return row?.id ?? null
}
