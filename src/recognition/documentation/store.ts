import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { attempts } from '../../db/schema/operation.ts'
import { keptFiles } from '../../db/schema/recognition/kept-files.ts'
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
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
 * Holds a file by its hash until the transaction ends, before its bytes are kept: whoever would remove the same bytes
 * waits, then sees whose evidence they are.
 */
export async function holdFile(tx: Tx, sha256: string): Promise<void> {
  await tx
    .insert(keptFiles)
    .values({ sha256 })
    .onConflictDoUpdate({ target: keptFiles.sha256, set: { discardedAt: null } })
}

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
    .where(and(eq(evidence.scan, 'held'), isNull(evidence.erasedAt), due.isDue))
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

export async function insertEvidence(
  tx: Tx,
  values: typeof evidence.$inferInsert,
  outcomeIds: string[],
): Promise<Evidence> {
  const [row] = await tx.insert(evidence).values(values).returning()
  await linkEvidence(tx, row!, outcomeIds)
  return row!
}

/** All evidence of a case with the outcomes that each piece speaks for, in two queries. */
export async function listEvidence(tx: Tx, recognitionId: string): Promise<EvidenceWithOutcomes[]> {
  const rows = await tx
    .select()
    .from(evidence)
    .where(eq(evidence.recognitionId, recognitionId))
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

export async function insertDeclaration(
  tx: Tx,
  recognition: Recognition,
  values: Pick<DeclarationRow, 'kind' | 'name' | 'statement' | 'at' | 'memberId'>,
): Promise<DeclarationRow> {
  const { id: recognitionId, organisationId, hostingOrganisationId } = recognition
  const [row] = await tx
    .insert(declarations)
    .values({ ...values, recognitionId, organisationId, hostingOrganisationId })
    .returning()
  return row!
}
