import { type Framework, highestLevel } from '../framework.ts'
import { demandsOf } from './demands.ts'

/** As many criteria as an assessor keeps apart in one outcome. */
export const MOST_CRITERIA = 12

/** Levels that are judged for a target, and those beside it that would make more criteria than an assessor keeps apart. */
export type LevelsAround = { taken: number[]; leftOut: number[] }

/**
 * The level below the target, the target and the level above, as far as they have no more than twelve criteria together: what
 * goes beyond the target is left out first, what falls short of it next. A level is taken whole or not at all.
 */
export function levelsAround(framework: Framework, competence: string, target: number | null): LevelsAround {
  const around = judgedAround(framework, target)
  const demands = demandsOf(framework, competence)
  const count = (levels: readonly number[]) =>
    demands.filter(({ level }) => levels.includes(level ?? 0)).length
  const choices = [around, around.filter((level) => level <= target!), [target!]]
  const taken = choices.find((levels) => count(levels) <= MOST_CRITERIA) ?? choices.at(-1)!
  return { taken, leftOut: around.filter((level) => !taken.includes(level)) }
}

/** A band is wide: falling short of it and going beyond are for another agreement. */
export function judgedAround(framework: Framework, target: number | null): number[] {
  if (target === null) return []
  const around = framework.measuredInBands === undefined ? [target - 1, target, target + 1] : [target]
  return around.filter((level) => level >= 1 && level <= highestLevel(framework))
}
