import { and, asc, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificateFiles, certificates } from '../../db/schema/certification/certificates.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { type Certificate, type Form, isNewest, paperForm } from '../certificates/store.ts'

/** Certificates taken together: those named, or the valid ones of a project. */
export type Cohort = { ids: string[] } | { projectCode: string }
export type CohortFile = Pick<Certificate, 'id' | 'number' | 'snapshot' | 'issuedAt'> & { bytes: Uint8Array }

function inCohort(cohort: Cohort) {
  const issued = eq(certificates.status, 'issued')
  if ('ids' in cohort) return and(issued, inArray(certificates.id, cohort.ids))
  return and(
    issued,
    isNull(certificates.revokedAt),
    sql`${certificates.recognitionId} in (select ${recognitions.id} from ${recognitions}
      join ${mobilities} on ${mobilities.id} = ${recognitions.mobilityId}
      where ${mobilities.projectCode} = ${cohort.projectCode})`,
  )
}

export async function countCohort(tx: Tx, cohort: Cohort): Promise<number> {
  const [row] = await tx.select({ found: count() }).from(certificates).where(inCohort(cohort))
  return row!.found
}

/** A part of a cohort, in order of id, with one document of each; papers are sealed where they are. */
export async function listCohortFiles(
  tx: Tx,
  cohort: Cohort,
  form: Form,
  after: string | null,
  limit: number,
): Promise<CohortFile[]> {
  const { id, number, snapshot, issuedAt } = certificates
  return tx
    .select({ id, number, snapshot, issuedAt, bytes: certificateFiles.bytes })
    .from(certificates)
    .innerJoin(
      certificateFiles,
      and(
        eq(certificateFiles.certificateId, certificates.id),
        sql`${certificateFiles.form} = ${form === 'pdf' ? paperForm : form}`,
        isNewest,
      ),
    )
    .where(and(inCohort(cohort), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
}

export type CohortSnapshot = Pick<Certificate, 'id' | 'snapshot'>

/** A part of a cohort, in order of id, as what each certificate says. */
export async function listCohortSnapshots(
  tx: Tx,
  cohort: Cohort,
  after: string | null,
  limit: number,
): Promise<CohortSnapshot[]> {
  const { id, snapshot } = certificates
  return tx
    .select({ id, snapshot })
    .from(certificates)
    .where(and(inCohort(cohort), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
}
