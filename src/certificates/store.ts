import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  sql,
} from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { recognitionActs } from '../db/schema/acts.ts'
import { appeals } from '../db/schema/appeals.ts'
import {
  certificateChecks,
  certificateFiles,
  certificates,
  revocationRequests,
} from '../db/schema/certificates.ts'
import { decisions } from '../db/schema/decisions.ts'
import { mobilities } from '../db/schema/mobilities.ts'
import { recognitions, transitions } from '../db/schema/recognitions.ts'
import { notFound } from '../errors.ts'
import type { Keyset } from '../platform/http/pages.ts'

export type Certificate = typeof certificates.$inferSelect
export type RevocationRequest = typeof revocationRequests.$inferSelect
/** A certificate, and the request for its revocation that waits for a second person. */
export type CertificateWithRequest = Certificate & { request: RevocationRequest | null }
export type Form = (typeof certificateFiles.$inferSelect)['form']
export type CertificateFile = { form: Form; mediaType: string; sha256: string; bytes: Uint8Array }

export async function insertCertificate(
  tx: Tx,
  values: typeof certificates.$inferInsert,
): Promise<Certificate> {
  const [row] = await tx.insert(certificates).values(values).returning()
  return row!
}

/** The certificate of a case that is issued and not revoked, if there is one. */
export async function findActive(tx: Tx, recognitionId: string): Promise<Certificate | undefined> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(
      and(
        eq(certificates.recognitionId, recognitionId),
        eq(certificates.status, 'issued'),
        sql`${certificates.revokedAt} is null`,
      ),
    )
  return row
}

/** What is recorded for a case and waits to be signed. */
export async function findIntended(tx: Tx, recognitionId: string): Promise<Certificate | undefined> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(and(eq(certificates.recognitionId, recognitionId), eq(certificates.status, 'intended')))
  return row
}

/**
 * The newest appeal of a case that changed results, if no certificate takes it up yet. One issued for a later appeal takes
 * up the earlier ones too; ids grow with time.
 */
export async function findUncertifiedAppeal(tx: Tx, recognitionId: string): Promise<string | undefined> {
  const issued = tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(
      and(
        eq(certificates.recognitionId, appeals.recognitionId),
        gte(certificates.appealId, appeals.id),
        eq(certificates.status, 'issued'),
      ),
    )
  const [row] = await tx
    .select({ id: appeals.id })
    .from(appeals)
    .innerJoin(decisions, eq(decisions.appealId, appeals.id))
    .where(and(eq(appeals.recognitionId, recognitionId), eq(appeals.state, 'upheld'), notExists(issued)))
    .orderBy(desc(appeals.id))
    .limit(1)
  return row?.id
}

export type Act = typeof recognitionActs.$inferSelect

/** What is known of a certificate beside what it says itself. */
export type Standing = { underAppeal: boolean; supersededBy: string | null; act: Act | null }

export const nothingBeside: Standing = { underAppeal: false, supersededBy: null, act: null }

/** The standing of certificates, in three queries however many there are. */
export async function listStandings(tx: Tx, ids: string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const contested = await tx
    .select({ id: appeals.certificateId })
    .from(appeals)
    .where(and(inArray(appeals.certificateId, ids), inArray(appeals.state, ['submitted', 'in-hearing'])))
  const successors = await tx
    .select({ id: certificates.id, supersedes: certificates.supersedes })
    .from(certificates)
    .where(and(inArray(certificates.supersedes, ids), eq(certificates.status, 'issued')))
  const acts = await tx
    .selectDistinctOn([recognitionActs.certificateId])
    .from(recognitionActs)
    .where(inArray(recognitionActs.certificateId, ids))
    .orderBy(recognitionActs.certificateId, desc(recognitionActs.number))
  return new Map(
    ids.map((id) => [
      id,
      {
        underAppeal: contested.some((one) => one.id === id),
        supersededBy: successors.find((one) => one.supersedes === id)?.id ?? null,
        act: acts.find((one) => one.certificateId === id) ?? null,
      },
    ]),
  )
}

export type CertificateFilter = { recognitionId?: string | undefined; number?: string | undefined }

export async function listCertificates(
  tx: Tx,
  organisationId: string,
  side: 'sent' | 'hosted',
  keyset: Keyset,
  filter: CertificateFilter,
): Promise<CertificateWithRequest[]> {
  const { where, orderBy, limit } = page(keyset, certificates)
  const mine = eq(
    side === 'sent' ? certificates.organisationId : certificates.hostingOrganisationId,
    organisationId,
  )
  const recognition =
    filter.recognitionId === undefined ? undefined : eq(certificates.recognitionId, filter.recognitionId)
  const number = filter.number === undefined ? undefined : eq(certificates.number, filter.number)
  const issued = eq(certificates.status, 'issued')
  const rows = await withRequest(tx)
    .where(and(mine, issued, recognition, number, where))
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map(({ certificate, request }) => ({ ...certificate, request }))
}

function withRequest(tx: Tx) {
  const open = and(eq(revocationRequests.certificateId, certificates.id), isNull(revocationRequests.outcome))
  return tx
    .select({ certificate: certificates, request: revocationRequests })
    .from(certificates)
    .leftJoin(revocationRequests, open)
}

export async function getCertificate(tx: Tx, id: string): Promise<CertificateWithRequest> {
  const [row] = await withRequest(tx).where(and(eq(certificates.id, id), eq(certificates.status, 'issued')))
  if (!row) throw notFound('certificate')
  return { ...row.certificate, request: row.request }
}

export async function insertRevocationRequest(
  tx: Tx,
  values: typeof revocationRequests.$inferInsert,
): Promise<RevocationRequest> {
  const [row] = await tx.insert(revocationRequests).values(values).returning()
  return row!
}

export async function findOpenRequest(tx: Tx, certificateId: string): Promise<RevocationRequest | undefined> {
  const [row] = await tx
    .select()
    .from(revocationRequests)
    .where(and(eq(revocationRequests.certificateId, certificateId), isNull(revocationRequests.outcome)))
  return row
}

export async function decideRequest(
  tx: Tx,
  id: string,
  outcome: 'confirmed' | 'dismissed',
  decidedBy: string,
  decidedAt: Date,
): Promise<void> {
  await tx
    .update(revocationRequests)
    .set({ outcome, decidedBy, decidedAt })
    .where(eq(revocationRequests.id, id))
}

export async function lockCertificate(tx: Tx, id: string): Promise<Certificate> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.id, id)).for('update')
  if (!row) throw notFound('certificate')
  return row
}

export async function updateCertificate(
  tx: Tx,
  id: string,
  changes: Partial<Certificate>,
): Promise<Certificate> {
  const [row] = await tx.update(certificates).set(changes).where(eq(certificates.id, id)).returning()
  return row!
}

export async function insertFiles(tx: Tx, certificate: Certificate, files: CertificateFile[]): Promise<void> {
  const { id: certificateId, organisationId, hostingOrganisationId } = certificate
  const rows = files.map((file) => ({
    ...file,
    size: file.bytes.length,
    certificateId,
    organisationId,
    hostingOrganisationId,
  }))
  await tx.insert(certificateFiles).values(rows)
}

export async function getFile(tx: Tx, certificateId: string, form: Form): Promise<CertificateFile> {
  const { form: _, ...columns } = getTableColumns(certificateFiles)
  const [row] = await tx
    .select({ ...columns, form: certificateFiles.form })
    .from(certificateFiles)
    .innerJoin(certificates, eq(certificates.id, certificateFiles.certificateId))
    .where(
      and(
        eq(certificateFiles.certificateId, certificateId),
        eq(certificateFiles.form, form),
        eq(certificates.status, 'issued'),
      ),
    )
  if (!row) throw notFound('certificate')
  return row
}

/** The documents of one form of these certificates; those that have none are left out. */
export async function listFiles(tx: Tx, certificateIds: string[], form: Form): Promise<CertificateFile[]> {
  return tx
    .select({
      form: certificateFiles.form,
      mediaType: certificateFiles.mediaType,
      sha256: certificateFiles.sha256,
      bytes: certificateFiles.bytes,
    })
    .from(certificateFiles)
    .where(and(inArray(certificateFiles.certificateId, certificateIds), eq(certificateFiles.form, form)))
}

export type CertificateToCheck = {
  certificate: Certificate
  stage: string
  issues: number
  confirmedBy: string | null
}

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

/** A part of a cohort, in order of id, with one document of each. */
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
      and(eq(certificateFiles.certificateId, certificates.id), eq(certificateFiles.form, form)),
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
      issues: sql<number>`(select count(*)::int from ${transitions}
        where ${transitions.recognitionId} = ${certificates.recognitionId} and ${transitions.action} = 'issue')`,
      confirmedBy: sql<string | null>`(select ${revocationRequests.decidedBy} from ${revocationRequests}
        where ${revocationRequests.certificateId} = ${certificates.id} and ${revocationRequests.outcome} = 'confirmed')`,
    })
    .from(certificates)
    .innerJoin(recognitions, eq(recognitions.id, certificates.recognitionId))
    .where(and(ne(certificates.status, 'voided'), after === null ? undefined : gt(certificates.id, after)))
    .orderBy(asc(certificates.id))
    .limit(limit)
}

export async function listAllFiles(owner: Tx, certificateId: string): Promise<CertificateFile[]> {
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

/** For the job that finishes what a crash left behind: recorded intents, the oldest first. */
export async function listIntended(owner: Tx, limit: number): Promise<Certificate[]> {
  return owner
    .select()
    .from(certificates)
    .where(eq(certificates.status, 'intended'))
    .orderBy(asc(certificates.createdAt))
    .limit(limit)
}

/** The status list that the organisation's newest certificate is in. */
export async function newestStatusList(tx: Tx, organisationId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ list: certificates.statusList })
    .from(certificates)
    .where(eq(certificates.organisationId, organisationId))
    .orderBy(desc(certificates.id))
    .limit(1)
  return row?.list
}

export async function isStatusPlaceTaken(tx: Tx, statusList: string, statusIndex: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(and(eq(certificates.statusList, statusList), eq(certificates.statusIndex, statusIndex)))
  return row !== undefined
}

/** A status list: which indexes are revoked, and since when it reads so; a stranger may ask. */
export async function statusListState(
  tx: Tx,
  list: string,
): Promise<{ revoked: number[]; changedAt: Date } | undefined> {
  const [row] = await tx
    .select({
      revoked: sql<number[] | null>`json_agg(${certificates.statusIndex} order by ${certificates.statusIndex})
        filter (where ${certificates.revokedAt} is not null)`,
      changedAt:
        sql<Date | null>`coalesce(max(${certificates.revokedAt}), min(${certificates.issuedAt}))`.mapWith(
          certificates.issuedAt,
        ),
    })
    .from(certificates)
    .where(eq(certificates.statusList, list))
  return row?.changedAt ? { revoked: row.revoked ?? [], changedAt: row.changedAt } : undefined
}
