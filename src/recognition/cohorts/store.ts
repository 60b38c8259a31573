import { and, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { cohortMembers, cohorts } from '../../db/schema/recognition/cohorts.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { isOfProject, projectWith } from '../../db/sides.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { type CaseOfCohort, type Cohort, MAX_COHORT, type ShownCohort } from './cohort.ts'

const shown = { ...getTableColumns(cohorts), projectId: projectWith(cohorts.projectCode) }

export async function insertCohort(tx: Tx, values: typeof cohorts.$inferInsert): Promise<ShownCohort> {
  const [row] = await tx.insert(cohorts).values(values).returning(shown)
  return row!
}

/** Changes a cohort that is held; without `changes`, who is part of it is another now. */
export async function updateCohort(
  tx: Tx,
  id: string,
  now: Date,
  changes: Partial<Cohort> = {},
): Promise<ShownCohort> {
  const [row] = await tx
    .update(cohorts)
    .set({ ...changes, version: sql`${cohorts.version} + 1`, updatedAt: now })
    .where(eq(cohorts.id, id))
    .returning(shown)
  return row!
}

export async function getCohort(tx: Tx, id: string): Promise<ShownCohort> {
  const [row] = await tx.select(shown).from(cohorts).where(eq(cohorts.id, id))
  if (!row) throw notFound('cohort')
  return row
}

/** Holds a cohort until the transaction ends. */
export async function lockCohort(tx: Tx, id: string): Promise<Cohort> {
  const [row] = await tx.select().from(cohorts).where(eq(cohorts.id, id)).for('update')
  if (!row) throw notFound('cohort')
  return row
}

export async function listCohorts(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  projectId: string | undefined,
): Promise<(ShownCohort & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, cohorts)
  return tx
    .select({ ...shown, upTo: numberedUpTo(keyset) })
    .from(cohorts)
    .where(
      and(eq(cohorts.organisationId, organisationId), isOfProject(projectId, cohorts.projectCode), where),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

const joining = {
  id: mobilities.id,
  organisationId: mobilities.organisationId,
  projectCode: mobilities.projectCode,
  cancelledAt: mobilities.cancelledAt,
}

/** Of mobilities by their ids, what says whether they can join. */
export const findJoining = (tx: Tx, ids: string[]) =>
  tx.select(joining).from(mobilities).where(inArray(mobilities.id, ids))

/** The mobilities of a project that take place, at one host where it is said; one more than a cohort holds tells of more. */
export async function findOfProject(
  tx: Tx,
  organisationId: string,
  projectCode: string,
  hostingOrganisationId: string | undefined,
): Promise<string[]> {
  const rows = await tx
    .select({ id: mobilities.id })
    .from(mobilities)
    .where(
      and(
        eq(mobilities.organisationId, organisationId),
        eq(mobilities.projectCode, projectCode),
        hostingOrganisationId ? eq(mobilities.hostingOrganisationId, hostingOrganisationId) : undefined,
        isNull(mobilities.cancelledAt),
      ),
    )
    .orderBy(mobilities.id)
    .limit(MAX_COHORT + 1)
  return rows.map(({ id }) => id)
}

const there = (cohortId: string) => and(eq(cohortMembers.cohortId, cohortId), isNull(cohortMembers.leftAt))

/** The mobilities that are part of a cohort now. */
export async function listCohortMembers(tx: Tx, cohortId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: cohortMembers.mobilityId })
    .from(cohortMembers)
    .where(there(cohortId))
    .orderBy(cohortMembers.mobilityId)
  return rows.map(({ id }) => id)
}

/** The mobilities that are part of a cohort now, with their cases; refuses where there is no such cohort. */
export async function listCasesOfCohort(tx: Tx, cohortId: string): Promise<CaseOfCohort[]> {
  const rows = await tx
    .select({ mobilityId: cohortMembers.mobilityId, recognitionId: recognitions.id })
    .from(cohortMembers)
    .leftJoin(recognitions, eq(recognitions.mobilityId, cohortMembers.mobilityId))
    .where(there(cohortId))
    .orderBy(cohortMembers.mobilityId)
  if (rows.length === 0) await getCohort(tx, cohortId)
  return rows
}

/** Puts mobilities into a held cohort; who had left it is part of it again. */
export async function insertMembers(tx: Tx, { id, organisationId }: Cohort, ids: string[], now: Date) {
  await tx
    .insert(cohortMembers)
    .values(ids.map((mobilityId) => ({ cohortId: id, mobilityId, organisationId, joinedAt: now })))
    .onConflictDoUpdate({
      target: [cohortMembers.cohortId, cohortMembers.mobilityId],
      set: { joinedAt: now, leftAt: null, replacedBy: null },
    })
}

/** Notes that a mobility is no part of a cohort any more, and which one came instead. */
export async function endMembership(
  tx: Tx,
  cohortId: string,
  mobilityId: string,
  replacedBy: string | null,
  now: Date,
): Promise<void> {
  await tx
    .update(cohortMembers)
    .set({ leftAt: now, replacedBy })
    .where(and(there(cohortId), eq(cohortMembers.mobilityId, mobilityId)))
}
