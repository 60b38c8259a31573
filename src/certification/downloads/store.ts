import { and, asc, count, eq, gt, inArray, isNull, not, sql } from 'drizzle-orm'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { caseNamed } from '../../db/sides.ts'
import {
  type Certificate,
  type CertificateFile,
  type Form,
  isNewest,
  paperForm,
} from '../certificates/store.ts'

/** Certificates taken together: those named, or the valid ones of a project or a cohort. */
export type Together =
  | { ids: string[] }
  | { projectCode: string }
  | { projectId: string }
  | { cohortId: string }
export type CohortFile = Pick<Certificate, 'id' | 'number' | 'snapshot' | 'issuedAt' | OfCase> & {
  bytes: Uint8Array
}
type OfCase = 'recognitionId' | 'organisationId' | 'hostingOrganisationId'

type Issuing = { organisationId: string; memberId: string | null }

/** Of the reader's own organisation, and none whose case is kept from them. */
function inCohort({ organisationId, memberId }: Issuing, cohort: Together) {
  const issued = and(
    eq(certificates.organisationId, organisationId),
    eq(certificates.status, 'issued'),
    not(isBlindTo(memberId, sql`${certificates.recognitionId}`)),
  )
  if ('ids' in cohort) return and(issued, inArray(certificates.id, cohort.ids))
  const valid = and(issued, isNull(certificates.revokedAt))
  if ('projectId' in cohort || 'cohortId' in cohort)
    return and(valid, caseNamed(cohort, certificates.recognitionId))
  return and(
    valid,
    sql`${certificates.recognitionId} in (select ${recognitions.id} from ${recognitions}
      join ${mobilities} on ${mobilities.id} = ${recognitions.mobilityId}
      where ${mobilities.organisationId} = ${organisationId} and ${mobilities.projectCode} = ${cohort.projectCode})`,
  )
}

export async function countCohort(tx: Tx, reader: Issuing, cohort: Together): Promise<number> {
  const [row] = await tx.select({ found: count() }).from(certificates).where(inCohort(reader, cohort))
  return row!.found
}

/** A part of a cohort, in order of id, with one document of each; papers are sealed where they are. */
export async function listCohortFiles(
  tx: Tx,
  reader: Issuing,
  cohort: Together,
  form: Form,
  after: string | null,
  limit: number,
): Promise<CohortFile[]> {
  const { id, number, snapshot, issuedAt, recognitionId, organisationId, hostingOrganisationId } =
    certificates
  const ofCase = { recognitionId, organisationId, hostingOrganisationId }
  return tx
    .select({ id, number, snapshot, issuedAt, ...ofCase, bytes: certificateFiles.bytes })
    .from(certificates)
    .innerJoin(
      certificateFiles,
      and(
        eq(certificateFiles.certificateId, certificates.id),
        sql`${certificateFiles.form} = ${form === 'pdf' ? paperForm : form}`,
        isNewest,
      ),
    )
    .where(and(inCohort(reader, cohort), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
}

export type CohortSnapshot = Pick<Certificate, 'id' | 'snapshot' | OfCase>

/** A part of a cohort, in order of id, as what each certificate says. */
export async function listCohortSnapshots(
  tx: Tx,
  reader: Issuing,
  cohort: Together,
  after: string | null,
  limit: number,
): Promise<CohortSnapshot[]> {
  const { id, snapshot, recognitionId, organisationId, hostingOrganisationId } = certificates
  return tx
    .select({ id, snapshot, recognitionId, organisationId, hostingOrganisationId })
    .from(certificates)
    .where(and(inCohort(reader, cohort), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
}

/** A form that is made when it is asked for, in the version of what it is made of; null where nobody has asked for it. */
export async function findMade(
  tx: Tx,
  certificateId: string,
  form: 'summary.pdf' | 'png' | 'svg',
  version: number,
): Promise<CertificateFile | null> {
  const [row] = await tx
    .select()
    .from(certificateFiles)
    .where(
      and(
        eq(certificateFiles.certificateId, certificateId),
        eq(certificateFiles.form, form),
        eq(certificateFiles.version, version),
      ),
    )
  return row ?? null
}
