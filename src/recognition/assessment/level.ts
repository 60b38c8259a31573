import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import type { EvidenceJudgement, Mark } from '../../db/schema/recognition/assessments.ts'

export type MarkedCriterion = { criterion: Criterion; met: boolean }

/** How one level stands: met, or the mandatory criteria that stopped it. */
export type LevelStanding = { level: number; met: boolean; stoppedBy: string[] }

/** The evidence that counts: valid, authentic, current and sufficient, all four. */
export function acceptedEvidence(judgements: readonly EvidenceJudgement[]): Set<string> {
  const accepted = judgements.filter(
    ({ valid, authentic, current, sufficient }) => valid && authentic && current && sufficient,
  )
  return new Set(accepted.map(({ evidenceId }) => evidenceId))
}

/**
 * Which criteria count as met: marked "met", and borne out by at least one accepted piece of evidence that the mark
 * names.
 */
export function countMet(
  criteria: readonly Criterion[],
  marks: readonly Mark[],
  accepted: ReadonlySet<string>,
): MarkedCriterion[] {
  return criteria.map((criterion) => {
    const mark = marks.find(({ criterionId }) => criterionId === criterion.id)
    const met = mark?.mark === 'met' && mark.evidenceIds.some((id) => accepted.has(id))
    return { criterion, met }
  })
}

/** Every level that has mandatory criteria, lowest first. A framework without levels counts as having the one level 1. */
export function standings(marked: readonly MarkedCriterion[]): LevelStanding[] {
  const mandatory = marked.filter(({ criterion }) => criterion.mandatory)
  const levels = [...new Set(mandatory.map(({ criterion }) => criterion.level ?? 1))].sort((a, b) => a - b)
  return levels.map((level) => {
    const stoppedBy = mandatory
      .filter(({ criterion, met }) => (criterion.level ?? 1) === level && !met)
      .map(({ criterion }) => criterion.id)
    return { level, met: stoppedBy.length === 0, stoppedBy }
  })
}

/** The lowest level that is missed and the highest that is met, where the one lies below the other; else null. */
export function contradictionOf(levels: readonly LevelStanding[]): { missed: number; met: number } | null {
  const missed = levels.find(({ met }) => !met)
  const met = levels.findLast((standing) => standing.met)
  return missed && met && missed.level < met.level ? { missed: missed.level, met: met.level } : null
}

/** Whether some of what the target asks is shown whole: all its mandatory criteria for one facet or statement, or one of them. */
export function showsPartOf(marked: readonly MarkedCriterion[], target: number | null): boolean {
  const atTarget = marked.filter(
    ({ criterion }) => criterion.mandatory && (criterion.level ?? 1) === (target ?? 1),
  )
  const unitOf = ({ facet, statement, id }: Criterion) => statement ?? facet ?? id
  const units = new Set(atTarget.map(({ criterion }) => unitOf(criterion)))
  return [...units].some((unit) => atTarget.every(({ criterion, met }) => met || unitOf(criterion) !== unit))
}

/**
 * The highest level such that every mandatory criterion at every level up to it is met; null when the lowest level
 * judged is not met. A pure function of the marks: more met criteria never lower it, and no level is given that has no
 * mandatory criterion of its own.
 */
export function levelOf(marked: readonly MarkedCriterion[]): number | null {
  let reached: number | null = null
  for (const standing of standings(marked)) {
    if (!standing.met) break
    reached = standing.level
  }
  return reached
}
