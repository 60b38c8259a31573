import { and, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { ledger, moves } from '../../db/schema/custody/ledger.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { assignments } from '../../db/schema/recognition/assignments.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { declarations, evidence } from '../../db/schema/recognition/recognitions.ts'
import type { Appeal } from './store.ts'

type OfCase = Pick<Appeal, 'id' | 'recognitionId' | 'handlerId'>

/**
 * Everyone who had a part in what an appeal is about: gave evidence, attested, moved the case on, was assigned to mark
 * it, marked, decided, read the markings to decide, issued, or heard, marked or decided in another appeal of it. What is done in this very appeal makes
 * no part: whoever marks in it may mark its other outcomes.
 */
export async function tookPart(tx: Tx, appeal: OfCase): Promise<Set<string>> {
  return (await tookPartOf(tx, [appeal])).get(appeal.id) ?? new Set()
}

/** The same for many appeals in as many queries, by the id of the appeal. */
export async function tookPartOf(tx: Tx, of: OfCase[]): Promise<Map<string, Set<string>>> {
  if (of.length === 0) return new Map()
  const cases = [...new Set(of.map((one) => one.recognitionId))]
  const parts = [
    partsIn(tx, evidence, evidence.submittedBy, cases),
    partsIn(tx, declarations, declarations.memberId, cases),
    partsIn(tx, moves, moves.memberId, cases, { condition: eq(moves.kind, 'case') }),
    partsIn(tx, assignments, assignments.memberId, cases, { condition: tookOn }),
    partsIn(tx, assessments, assessments.assessorId, cases, { appeal: assessments.appealId }),
    partsIn(tx, decisions, decisions.validatorId, cases, { appeal: decisions.appealId }),
    partsIn(tx, certificates, certificates.issuerId, cases),
    partsIn(tx, appeals, appeals.handlerId, cases, { appeal: appeals.id }),
  ]
  const found = new Map<string, Set<string>>(of.map((one) => [one.id, new Set()]))
  for (const part of parts)
    for (const { recognitionId, member, appealId } of await part)
      for (const { id } of of.filter((one) => one.recognitionId === recognitionId))
        if (member && appealId !== id) found.get(id)?.add(member)
  for (const { caseId, member } of await readMarkings(tx, cases))
    for (const { id, handlerId } of of.filter((one) => one.recognitionId === caseId))
      if (member && member !== handlerId) found.get(id)?.add(member)
  return found
}

/** Assessors to whom the markings of a case were opened as those who could decide on it. */
function readMarkings(tx: Tx, cases: string[]) {
  return tx
    .selectDistinct({ caseId: ledger.subjectId, member: ledger.memberId })
    .from(ledger)
    .where(and(eq(ledger.action, 'decision-basis.read'), inArray(ledger.subjectId, cases)))
}

/** Assigned to mark outside of an appeal, unless it was withdrawn before the assessor took it on. */
const tookOn = and(
  ne(assignments.round, 'appeal'),
  or(ne(assignments.state, 'withdrawn'), isNotNull(assignments.declaredAt)),
)

/** Who stands in that column of the rows of the cases, with the appeal in which they did it, where it was in one. */
function partsIn(
  tx: Tx,
  table: (PgTable | typeof moves) & { recognitionId: PgColumn },
  column: PgColumn,
  cases: string[],
  { appeal, condition }: { appeal?: PgColumn; condition?: SQL | undefined } = {},
) {
  return tx
    .selectDistinct({
      recognitionId: sql<string>`${table.recognitionId}`,
      member: sql<string | null>`${column}`,
      appealId: appeal ? sql<string | null>`${appeal}` : sql<string | null>`null::uuid`,
    })
    .from(table)
    .where(and(inArray(table.recognitionId, cases), condition))
}
