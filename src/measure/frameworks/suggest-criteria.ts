import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import { signedCriteria } from './coverage.ts'
import { bilingual, competenceOf, type Framework, highestLevel } from './framework.ts'

/**
 * Criteria for a competence at a target level: the framework's own statements one level below, at, and one level above
 * the target, so that falling short and going beyond can both be seen; all that there are in a framework without levels.
 * Where it words no statements, its facets are judged at those levels, and where it names no facets, the competence as a
 * whole.
 */
export function suggestCriteria(
  framework: Framework,
  competence: string,
  target: number | null,
): Criterion[] {
  const levels = judgedAround(framework, target)
  const statements = framework.statements.filter(
    ({ competence: of, level }) => of === competence && (level === null || levels.includes(level)),
  )
  if (statements.length > 0) {
    return statements
      .sort((a, b) => (a.level ?? 0) - (b.level ?? 0))
      .map(({ id, level, facet = null }) => ({
        id,
        level,
        facet,
        text: bilingual(framework, (texts) => texts.statements[id] ?? id),
        mandatory: true,
        source: 'framework' as const,
      }))
  }
  const facets = competenceOf(framework, competence)?.competence.facets ?? []
  return (levels.length > 0 ? levels : [null]).flatMap((level) =>
    (facets.length > 0 ? facets : [null]).map((facet) => ({
      id: [facet ?? competence, ...(level === null ? [] : [level])].join('.'),
      level,
      facet,
      text: bilingual(framework, (texts) => {
        const what = facet === null ? texts.competences[competence]?.descriptor : texts.facets[facet]
        const at = level === null ? '' : ` (${texts.levels[String(level)]?.title})`
        return `${what ?? competence}${at}`
      }),
      mandatory: true,
      source: 'partners' as const,
    })),
  )
}

/** The criteria of an outcome as they are signed: those that were given, or else the framework's own. */
export function agreedCriteria(
  framework: Framework,
  outcome: { competence: string; target: number | null; criteria?: Criterion[] | undefined },
): Criterion[] {
  const { competence, target, criteria = suggestCriteria(framework, competence, target) } = outcome
  return signedCriteria(framework, competence, criteria)
}

/** A band is wide: falling short of it and going beyond are for another agreement. */
function judgedAround(framework: Framework, target: number | null): number[] {
  if (target === null) return []
  const around = framework.measuredInBands === undefined ? [target - 1, target, target + 1] : [target]
  return around.filter((level) => level >= 1 && level <= highestLevel(framework))
}
