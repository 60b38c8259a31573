import { and, asc, desc, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificateChecks } from '../../db/schema/certification/certificate-checks.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { evidence, recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Certificate, CertificateFile } from '../certificates/store.ts'

export type CertificateToCheck = {
  certificate: Certificate
  stage: string
  issues: number
  confirmedBy: string | null
}

/** For the checker: all that is not voided, in order of id, with what the register says about each elsewhere. */
export async function listToCheck(
  owner: Tx,
  after: string | null,
  limit: number,
): Promise<CertificateToCheck[]> {
  return owner
    .select({
      certificate: certificates,
      stage: recognitions.stage,
      issues: sql<number>`(select count(*)::int from ${ledger}
        where ${ledger.recognitionId} = ${certificates.recognitionId} and ${ledger.to} = 'certified')`,
      confirmedBy: sql<string | null>`(select ${revocationRequests.decidedBy} from ${revocationRequests}
        where ${revocationRequests.certificateId} = ${certificates.id} and ${revocationRequests.outcome} = 'confirmed')`,
    })
    .from(certificates)
    .innerJoin(recognitions, eq(recognitions.id, certificates.recognitionId))
    .where(and(ne(certificates.status, 'voided'), after === null ? undefined : gt(certificates.id, after)))
    .orderBy(asc(certificates.id))
    .limit(limit)
}

/** All documents of a certificate, in every version that there was. */
/** The hashes of the files that are somebody's evidence, in their order, after one of them. */
export async function listFilesToCheck(owner: Tx, after: string, limit: number): Promise<string[]> {
  const rows = await owner
    .selectDistinct({ sha256: evidence.sha256 })
    .from(evidence)
    .where(and(gt(evidence.sha256, after), isNull(evidence.erasedAt), isNull(evidence.withdrawnAt)))
    .orderBy(asc(evidence.sha256))
    .limit(limit)
  return rows.map(({ sha256 }) => sha256!)
}

export async function listAllFiles(
  owner: Tx,
  certificateId: string,
): Promise<(CertificateFile & { version: number })[]> {
  return owner.select().from(certificateFiles).where(eq(certificateFiles.certificateId, certificateId))
}

type Check = typeof certificateChecks.$inferSelect

/** Begins a check unless one was begun after `notSince`, in this process or another; returns its id or null. */
export async function beginCheck(owner: Tx, startedAt: Date, notSince: Date): Promise<string | null> {
  return owner.transaction(async (tx) => {
    await tx.execute(sql`lock table ${certificateChecks} in exclusive mode`)
    const [recent] = await tx
      .select({ id: certificateChecks.id })
      .from(certificateChecks)
      .where(gt(certificateChecks.startedAt, notSince))
      .limit(1)
    if (recent) return null
    const [row] = await tx.insert(certificateChecks).values({ startedAt }).returning()
    return row!.id
  })
}

export async function finishCheck(
  owner: Tx,
  id: string,
  found: Pick<Check, 'finishedAt' | 'checked' | 'faults' | 'details'>,
): Promise<void> {
  await owner.update(certificateChecks).set(found).where(eq(certificateChecks.id, id))
}

export async function newestCheck(owner: Tx): Promise<Check | undefined> {
  const [row] = await owner
    .select()
    .from(certificateChecks)
    .where(isNotNull(certificateChecks.finishedAt))
    .orderBy(desc(certificateChecks.startedAt))
    .limit(1)
  return row
}
