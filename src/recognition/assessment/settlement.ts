import type { rounds } from '../../db/schema/recognition/assignments.ts'

export type Round = (typeof rounds)[number]
type Marking = { round: Round; level: number | null }

export type Settlement<A> =
  | { assessment: A; awaits: null }
  | { assessment: null; awaits: 'first' | 'second' | 'adjudication' }

/** How far apart two levels are; no level at all counts as the one below the first. */
const levelsApart = (first: number | null, second: number | null): number => (first ?? 0) - (second ?? 0)

/**
 * Which assessment of an outcome counts, or which one is still due. Two assessors who find the same level settle it; where
 * they are a level or more apart, the adjudicator does. Marks made on appeal settle nothing; the decision on the appeal does.
 */
export function settle<A extends Marking>(assessments: readonly A[], secondDue: boolean): Settlement<A> {
  const of = (wanted: Round) => assessments.find(({ round }) => round === wanted)
  const first = of('first')
  if (!first) return { assessment: null, awaits: 'first' }
  if (!secondDue) return { assessment: first, awaits: null }
  const second = of('second')
  if (!second) return { assessment: null, awaits: 'second' }
  if (levelsApart(first.level, second.level) === 0) return { assessment: first, awaits: null }
  const adjudication = of('adjudication')
  return adjudication
    ? { assessment: adjudication, awaits: null }
    : { assessment: null, awaits: 'adjudication' }
}
