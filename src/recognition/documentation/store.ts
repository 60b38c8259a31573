import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { attempts } from '../../db/schema/operation.ts'
import { keptFiles } from '../../db/schema/recognition/kept-files.ts'
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
  recognitions,
} from '../../db/schema/recognition/recognitions.ts'
import { notFound } from '../../errors.ts'
import { dueFairly, type Item } from '../../platform/jobs/attempts-store.ts'
import type { Recognition } from '../store.ts'

export type Evidence = typeof evidence.$inferSelect
export type DeclarationRow = typeof declarations.$inferSelect
export type EvidenceWithOutcomes = { row: Evidence; competences: string[]; outcomeIds: string[] }

/** Adds outcomes that a piece speaks for; those it speaks for already are left as they are. */
export async function linkEvidence(tx: Tx, piece: Evidence, outcomeIds: string[]): Promise<void> {
  const { organisationId, hostingOrganisationId, recognitionId, id: evidenceId } = piece
  await tx
    .insert(evidenceOutcomes)
    .values(
      outcomeIds.map((outcomeId) => ({
        organisationId,
        hostingOrganisationId,
        recognitionId,
        evidenceId,
        outcomeId,
      })),
    )
    .onConflictDoNothing()
}

/**
 * Holds files by their hashes until the transaction ends, before their bytes are kept: whoever would remove the same bytes
 * waits, then sees whose evidence they are.
 */
export async function holdFiles(tx: Tx, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  await tx
    .insert(keptFiles)
    .values([...new Set(hashes)].sort().map((sha256) => ({ sha256 })))
    .onConflictDoUpdate({ target: keptFiles.sha256, set: { discardedAt: null } })
}

/** What is kept of a piece, by its hashes: its file, and the picture of a film. */
export const keptOf = ({ sha256, frameSha256 }: Pick<Evidence, 'sha256' | 'frameSha256'>): string[] =>
  [sha256, frameSha256].filter((hash) => hash !== null)

/** The job that scans, as attempts and metrics name it. */
export const scanning = 'scan-held-evidence'

/** For that job: what is held and due, fair between organisations. */
export async function listHeld(owner: Tx, now: Date, limit: number): Promise<(Item & { piece: Evidence })[]> {
  const { id, organisationId } = evidence
  const due = dueFairly(scanning, { item: sql`${id}::text`, organisation: organisationId, age: id }, now)
  const rows = await owner
    .select({ piece: evidence })
    .from(evidence)
    .leftJoin(attempts, due.join)
    .where(and(eq(evidence.scan, 'held'), isNull(evidence.erasedAt), isNull(evidence.withdrawnAt), due.isDue))
    .orderBy(...due.order)
    .limit(limit)
  return rows.map(({ piece }) => {
    const { recognitionId } = piece
    return { item: piece.id, organisationId: piece.organisationId, recognitionId, piece }
  })
}

/** Writes down what the scanner found; undefined when that was done meanwhile. */
export async function writeScan(
  tx: Tx,
  id: string,
  scan: 'clean' | 'infected',
  now: Date,
): Promise<Evidence | undefined> {
  const [row] = await tx
    .update(evidence)
    .set({ scan, scannedAt: now })
    .where(and(eq(evidence.id, id), eq(evidence.scan, 'held')))
    .returning()
  return row
}

/** Notes that a piece was taken back, and lets its file go unless other evidence has it. */
export async function writeEvidenceWithdrawal(
  tx: Tx,
  piece: Evidence,
  withdrawn: { withdrawnAt: Date; withdrawnBy: string | null; withdrawalReason: string },
): Promise<Evidence> {
  const [row] = await tx.update(evidence).set(withdrawn).where(eq(evidence.id, piece.id)).returning()
  const discardedAt = withdrawn.withdrawnAt
  const files = keptOf(piece).map((sha256) => ({ sha256, discardedAt }))
  if (files.length > 0)
    await tx
      .insert(keptFiles)
      .values(files)
      .onConflictDoUpdate({ target: keptFiles.sha256, set: { discardedAt } })
  return row!
}

/**
 * In which cases of other learners the files of a case are evidence, too: of those that its own organisation sends. By the
 * hash of the file.
 */
export async function listSameFiles(
  tx: Tx,
  { id, organisationId, mobilityId }: Pick<Recognition, 'id' | 'organisationId' | 'mobilityId'>,
  hashes: readonly string[],
): Promise<Map<string, string[]>> {
  if (hashes.length === 0) return new Map()
  const learner = sql`(select ${mobilities.learnerId} from ${mobilities} where ${eq(mobilities.id, mobilityId)})`
  const rows = await tx
    .selectDistinct({ sha256: evidence.sha256, recognitionId: evidence.recognitionId })
    .from(evidence)
    .innerJoin(recognitions, eq(recognitions.id, evidence.recognitionId))
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .where(
      and(
        inArray(evidence.sha256, [...hashes]),
        ne(evidence.recognitionId, id),
        eq(evidence.organisationId, organisationId),
        isNull(evidence.erasedAt),
        isNull(evidence.withdrawnAt),
        sql`${mobilities.learnerId} <> ${learner}`,
      ),
    )
    .orderBy(asc(evidence.recognitionId))
    .limit(MOST_ALIKE)
  const found = new Map<string, string[]>()
  for (const { sha256, recognitionId } of rows)
    found.set(sha256!, [...(found.get(sha256!) ?? []), recognitionId])
  return found
}

/** So many cases that have the same files are told. */
const MOST_ALIKE = 100

export async function insertEvidence(
  tx: Tx,
  values: typeof evidence.$inferInsert,
  outcomeIds: string[],
): Promise<Evidence> {
  const [row] = await tx.insert(evidence).values(values).returning()
  await linkEvidence(tx, row!, outcomeIds)
  return row!
}

/** All evidence of a case that stands, with the outcomes that each piece speaks for, in two queries. */
export async function listEvidence(tx: Tx, recognitionId: string): Promise<EvidenceWithOutcomes[]> {
  const rows = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.recognitionId, recognitionId), isNull(evidence.withdrawnAt)))
    .orderBy(asc(evidence.id))
  if (rows.length === 0) return []
  const links = await tx
    .select({
      evidenceId: evidenceOutcomes.evidenceId,
      outcomeId: outcomes.id,
      competence: outcomes.competence,
    })
    .from(evidenceOutcomes)
    .innerJoin(outcomes, eq(outcomes.id, evidenceOutcomes.outcomeId))
    .where(
      inArray(
        evidenceOutcomes.evidenceId,
        rows.map((row) => row.id),
      ),
    )
  return rows.map((row) => {
    const own = links.filter((link) => link.evidenceId === row.id)
    return {
      row,
      competences: own.map((link) => link.competence).sort(),
      outcomeIds: own.map((link) => link.outcomeId),
    }
  })
}

export async function getEvidence(tx: Tx, recognitionId: string, id: string): Promise<Evidence> {
  const [row] = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.id, id), eq(evidence.recognitionId, recognitionId)))
  if (!row) throw notFound('evidence')
  return row
}

/** What was declared last of authorship in a case, and the stage of that case now. */
export async function findAuthorship(
  tx: Tx,
  recognitionId: string,
): Promise<{ declaration: DeclarationRow; stage: Recognition['stage'] } | undefined> {
  const [row] = await tx
    .select({ declaration: declarations, stage: recognitions.stage })
    .from(declarations)
    .innerJoin(recognitions, eq(recognitions.id, declarations.recognitionId))
    .where(and(eq(declarations.recognitionId, recognitionId), eq(declarations.kind, 'authorship')))
    .orderBy(desc(declarations.at))
    .limit(1)
  return row
}

export async function insertDeclaration(
  tx: Tx,
  recognition: Recognition,
  values: Pick<DeclarationRow, 'kind' | 'name' | 'statement' | 'at' | 'memberId'> &
    Partial<Pick<DeclarationRow, 'onBehalf'>>,
): Promise<DeclarationRow> {
  const { id: recognitionId, organisationId, hostingOrganisationId } = recognition
  const [row] = await tx
    .insert(declarations)
    .values({ ...values, recognitionId, organisationId, hostingOrganisationId })
    .returning()
  return row!
}
