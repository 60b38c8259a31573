import { and, asc, desc, eq } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { agreementSignatures, agreementVersions } from '../db/schema/agreements.ts'
import { frameworksInUse } from '../db/schema/platform.ts'
import { notFound } from '../errors.ts'

export type Version = typeof agreementVersions.$inferSelect
export type Signature = typeof agreementSignatures.$inferSelect

export async function insertVersion(tx: Tx, values: typeof agreementVersions.$inferInsert): Promise<Version> {
  const [row] = await tx.insert(agreementVersions).values(values).returning()
  return row!
}

export async function listVersions(tx: Tx, mobilityId: string): Promise<Version[]> {
  return tx
    .select()
    .from(agreementVersions)
    .where(eq(agreementVersions.mobilityId, mobilityId))
    .orderBy(asc(agreementVersions.number))
}

/** The newest version, or the one with that number. */
export async function getVersion(tx: Tx, mobilityId: string, number?: number): Promise<Version> {
  const numbered = number === undefined ? undefined : eq(agreementVersions.number, number)
  const [row] = await tx
    .select()
    .from(agreementVersions)
    .where(and(eq(agreementVersions.mobilityId, mobilityId), numbered))
    .orderBy(desc(agreementVersions.number))
    .limit(1)
  if (!row) throw notFound('agreement version')
  return row
}

export async function getVersionById(tx: Tx, id: string): Promise<Version> {
  const [row] = await tx.select().from(agreementVersions).where(eq(agreementVersions.id, id))
  if (!row) throw notFound('agreement version')
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
