import { and, asc, desc, eq, exists, gt, inArray, isNull, max, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import { frameworksInUse } from '../../db/schema/platform.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { outcomes, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { notFound } from '../../errors.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { VersionWithSignatures } from './agreement-rows.ts'
import type { OpenCase } from './amendment.ts'

export type Version = typeof agreementVersions.$inferSelect
export type Signature = typeof agreementSignatures.$inferSelect

export async function insertVersion(tx: Tx, values: typeof agreementVersions.$inferInsert): Promise<Version> {
  const [row] = await tx.insert(agreementVersions).values(values).returning()
  return row!
}

/** One page of the versions of a mobility's agreement, withdrawn ones too, oldest first. */
export async function listVersions(tx: Tx, mobilityId: string, keyset: Keyset): Promise<Version[]> {
  return tx
    .select()
    .from(agreementVersions)
    .where(
      and(
        eq(agreementVersions.mobilityId, mobilityId),
        keyset.after ? gt(agreementVersions.id, keyset.after.id) : undefined,
      ),
    )
    .orderBy(asc(agreementVersions.id))
    .limit(keyset.limit + 1)
}

/** The number of the last version written, withdrawn or not; 0 while there is none. */
export async function lastNumber(tx: Tx, mobilityId: string): Promise<number> {
  const [row] = await tx
    .select({ number: max(agreementVersions.number) })
    .from(agreementVersions)
    .where(eq(agreementVersions.mobilityId, mobilityId))
  return row?.number ?? 0
}

/** The newest version that was not withdrawn, or the one with that number. */
export async function getVersion(tx: Tx, mobilityId: string, number?: number): Promise<Version> {
  const wanted =
    number === undefined ? isNull(agreementWithdrawals.versionId) : eq(agreementVersions.number, number)
  const [row] = await tx
    .select({ version: agreementVersions })
    .from(agreementVersions)
    .leftJoin(agreementWithdrawals, eq(agreementWithdrawals.versionId, agreementVersions.id))
    .where(and(eq(agreementVersions.mobilityId, mobilityId), wanted))
    .orderBy(desc(agreementVersions.number))
    .limit(1)
  if (!row) throw notFound('agreement-version')
  return row.version
}

/** All versions of a mobility's agreement with who signed each, oldest first, in two queries. */
export async function gatherVersions(tx: Tx, mobilityId: string): Promise<VersionWithSignatures[]> {
  return gatherVersionsOf(tx, [mobilityId])
}

/** The same for many mobilities together. */
export async function gatherVersionsOf(
  tx: Tx,
  mobilityIds: readonly string[],
): Promise<VersionWithSignatures[]> {
  const rows = await tx
    .select({ version: agreementVersions, withdrawnAt: agreementWithdrawals.at })
    .from(agreementVersions)
    .leftJoin(agreementWithdrawals, eq(agreementWithdrawals.versionId, agreementVersions.id))
    .where(inArray(agreementVersions.mobilityId, [...mobilityIds]))
    .orderBy(asc(agreementVersions.number))
  if (rows.length === 0) return []
  const signatures = await tx
    .select()
    .from(agreementSignatures)
    .where(
      inArray(
        agreementSignatures.versionId,
        rows.map(({ version }) => version.id),
      ),
    )
    .orderBy(asc(agreementSignatures.id))
  return rows.map(({ version, withdrawnAt }) => ({
    version,
    signatures: signatures.filter((one) => one.versionId === version.id),
    withdrawn: withdrawnAt !== null,
  }))
}

export async function insertWithdrawal(
  tx: Tx,
  values: typeof agreementWithdrawals.$inferInsert,
): Promise<void> {
  await tx.insert(agreementWithdrawals).values(values)
}

/**
 * The case of a mobility as an amendment has to know it, held until the transaction ends so that it does not move on
 * meanwhile; null while there is none.
 */
export async function lockCaseOf(tx: Tx, mobilityId: string): Promise<OpenCase | null> {
  const [row] = await tx
    .select({ recognition: recognitions, content: agreementVersions.content })
    .from(recognitions)
    .innerJoin(agreementVersions, eq(agreementVersions.id, recognitions.agreementVersionId))
    .where(eq(recognitions.mobilityId, mobilityId))
    .for('update', { of: recognitions })
  if (!row) return null
  const { id, stage, frameworkId, frameworkHash } = row.recognition
  const judged = exists(
    tx.select({ id: assessments.id }).from(assessments).where(eq(assessments.outcomeId, outcomes.id)),
  )
  const there = await tx
    .select({ competence: outcomes.competence, kind: outcomes.kind, judged: sql<boolean>`${judged}` })
    .from(outcomes)
    .where(eq(outcomes.recognitionId, id))
  return { stage, framework: { id: frameworkId, hash: frameworkHash }, content: row.content, outcomes: there }
}

export async function getVersionById(tx: Tx, id: string): Promise<Version> {
  const [row] = await tx.select().from(agreementVersions).where(eq(agreementVersions.id, id))
  if (!row) throw notFound('agreement-version')
  return row
}

export async function insertSignature(
  tx: Tx,
  values: typeof agreementSignatures.$inferInsert,
): Promise<Signature> {
  const [row] = await tx.insert(agreementSignatures).values(values).returning()
  return row!
}

export async function listSignatures(tx: Tx, versionId: string): Promise<Signature[]> {
  return tx
    .select()
    .from(agreementSignatures)
    .where(eq(agreementSignatures.versionId, versionId))
    .orderBy(asc(agreementSignatures.id))
}

/** Notes that the files of a framework are in use, so that a changed one is noticed at the next start. */
export async function noteFrameworkUse(
  tx: Tx,
  frameworkId: string,
  fileHashes: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const rows = [...fileHashes].map(([file, hash]) => ({ frameworkId, file, hash, firstUsedAt: now }))
  await tx.insert(frameworksInUse).values(rows).onConflictDoNothing()
}
