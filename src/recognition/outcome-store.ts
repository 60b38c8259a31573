import { and, eq } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import type { AgreedOutcome } from '../db/schema/mobility/agreements.ts'
import { outcomes } from '../db/schema/recognition/recognitions.ts'
import { notFound } from '../errors.ts'
import type { Version } from '../mobility/agreements/store.ts'
import { caseOf, type Recognition } from './store.ts'

export type Outcome = typeof outcomes.$inferSelect

export async function insertOutcomes(tx: Tx, values: (typeof outcomes.$inferInsert)[]): Promise<Outcome[]> {
  return values.length === 0 ? [] : tx.insert(outcomes).values(values).returning()
}

/** What an agreement says of the levels of an outcome, as the case keeps it. */
export const levelsOf = ({
  baseline,
  baselineFound,
  target,
  partial,
}: Pick<AgreedOutcome, 'baseline' | 'baselineFound' | 'target' | 'partial'>) => ({
  baseline,
  baselineFound: baselineFound ?? null,
  target,
  partial: partial ?? null,
})

/** Opens what was agreed in a version of the agreement as planned outcomes of the case. */
export async function openPlanned(
  tx: Tx,
  recognition: Recognition,
  version: Version,
  agreed: readonly AgreedOutcome[],
  now: Date,
): Promise<Outcome[]> {
  return insertOutcomes(
    tx,
    agreed.map(({ competence, criteria, methods, ...planned }) => ({
      ...caseOf(recognition),
      agreementVersionId: version.id,
      competence,
      kind: 'planned',
      status: 'open',
      ...levelsOf(planned),
      criteria,
      methods,
      updatedAt: now,
    })),
  )
}

export async function getOutcome(tx: Tx, recognitionId: string, competence: string): Promise<Outcome> {
  const [row] = await tx
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.recognitionId, recognitionId), eq(outcomes.competence, competence)))
  if (!row) throw notFound('outcome')
  return row
}

export async function updateOutcome(tx: Tx, id: string, changes: Partial<Outcome>): Promise<Outcome> {
  const [row] = await tx.update(outcomes).set(changes).where(eq(outcomes.id, id)).returning()
  return row!
}
