import { and, asc, eq, getTableColumns, gt, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { agreementVersions } from '../../../db/schema/mobility/agreements.ts'
import {
  paperSignatureConfirmations,
  paperSignatureDismissals,
  paperSignatures,
} from '../../../db/schema/mobility/paper-signatures.ts'
import { notFound } from '../../../errors.ts'
import type { Keyset } from '../../../platform/http/pages.ts'
import type { PaperSignature } from './paper-signature.ts'

type Photograph = Pick<typeof paperSignatures.$inferSelect, 'id' | 'mediaType' | 'sha256' | 'bytes' | 'at'>

const { bytes: _, ...known } = getTableColumns(paperSignatures)
const columns = {
  ...known,
  confirmedBy: paperSignatureConfirmations.memberId,
  confirmedAt: paperSignatureConfirmations.at,
  dismissedBy: paperSignatureDismissals.memberId,
  dismissedFor: paperSignatureDismissals.reason,
  dismissedAt: paperSignatureDismissals.at,
}

function select(tx: Tx) {
  return tx
    .select(columns)
    .from(paperSignatures)
    .leftJoin(paperSignatureConfirmations, eq(paperSignatureConfirmations.signatureId, paperSignatures.id))
    .leftJoin(paperSignatureDismissals, eq(paperSignatureDismissals.signatureId, paperSignatures.id))
    .$dynamic()
}

type Found = Awaited<ReturnType<typeof select>>[number]

function read(found: Found): PaperSignature {
  const { confirmedBy, confirmedAt, dismissedBy, dismissedFor, dismissedAt, ...row } = found
  const isDismissed = dismissedBy !== null && dismissedFor !== null && dismissedAt !== null
  return {
    ...row,
    confirmed: confirmedBy && confirmedAt ? { memberId: confirmedBy, at: confirmedAt } : null,
    dismissed: isDismissed ? { memberId: dismissedBy, reason: dismissedFor, at: dismissedAt } : null,
  }
}

/** The versions of the agreement of a mobility. */
const ofMobility = (tx: Tx, mobilityId: string) =>
  inArray(
    paperSignatures.versionId,
    tx
      .select({ id: agreementVersions.id })
      .from(agreementVersions)
      .where(eq(agreementVersions.mobilityId, mobilityId)),
  )

export async function insertPaperSignature(
  tx: Tx,
  values: typeof paperSignatures.$inferInsert,
): Promise<PaperSignature> {
  const [row] = await tx.insert(paperSignatures).values(values).returning(known)
  return { ...row!, confirmed: null, dismissed: null }
}

export async function insertConfirmation(
  tx: Tx,
  values: typeof paperSignatureConfirmations.$inferInsert,
): Promise<void> {
  await tx.insert(paperSignatureConfirmations).values(values)
}

export async function insertDismissal(
  tx: Tx,
  values: typeof paperSignatureDismissals.$inferInsert,
): Promise<void> {
  await tx.insert(paperSignatureDismissals).values(values)
}

/** The signatures on paper of a mobility's agreement, the first one first, and one more than a page holds. */
export async function listPaperSignatures(
  tx: Tx,
  mobilityId: string,
  { after, limit }: Keyset,
): Promise<PaperSignature[]> {
  const from = after ? gt(paperSignatures.id, after.id) : undefined
  const rows = await select(tx)
    .where(and(ofMobility(tx, mobilityId), from))
    .orderBy(asc(paperSignatures.id))
    .limit(limit + 1)
  return rows.map(read)
}

/** One of them; refuses where there is none. */
export async function getPaperSignature(tx: Tx, mobilityId: string, id: string): Promise<PaperSignature> {
  const [row] = await select(tx).where(and(ofMobility(tx, mobilityId), eq(paperSignatures.id, id)))
  if (!row) throw notFound('paper')
  return read(row)
}

const photograph = {
  id: paperSignatures.id,
  mediaType: paperSignatures.mediaType,
  sha256: paperSignatures.sha256,
  bytes: paperSignatures.bytes,
  at: paperSignatures.at,
}

/** The photograph of one; refuses where there is none. */
export async function getPhotograph(tx: Tx, mobilityId: string, id: string): Promise<Photograph> {
  const [row] = await tx
    .select(photograph)
    .from(paperSignatures)
    .where(and(ofMobility(tx, mobilityId), eq(paperSignatures.id, id)))
  if (!row) throw notFound('paper')
  return row
}

/** The ids of all of a version that nobody dismissed, the first one first. */
export async function listOfVersion(tx: Tx, versionId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: paperSignatures.id })
    .from(paperSignatures)
    .leftJoin(paperSignatureDismissals, eq(paperSignatureDismissals.signatureId, paperSignatures.id))
    .where(and(eq(paperSignatures.versionId, versionId), isNull(paperSignatureDismissals.signatureId)))
    .orderBy(asc(paperSignatures.id))
  return rows.map(({ id }) => id)
}
