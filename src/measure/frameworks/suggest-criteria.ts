import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import { signedCriteria } from './coverage.ts'
import { bilingual, competenceOf, type Framework } from './framework.ts'
import { demandsOf, leadAt, ledWords } from './rubric/demands.ts'
import { judgedAround, levelsAround } from './rubric/levels-around.ts'

/**
 * Criteria for a competence at a target level: what the framework asks for one level below, at, and one level above the
 * target, so that falling short and going beyond can both be seen, as far as an assessor can keep them apart; all that there
 * are in a framework without levels. Each goes on from the lead of its level. Where the framework words no statements, its
 * facets are judged at those levels, and where it names no facets, the competence as a whole.
 */
export function suggestCriteria(
  framework: Framework,
  competence: string,
  target: number | null,
): Criterion[] {
  const demands = demandsOf(framework, competence)
  if (demands.length > 0) {
    const { taken } = levelsAround(framework, competence, target)
    return demands
      .filter(({ level }) => level === null || taken.includes(level))
      .sort((a, b) => (a.level ?? 0) - (b.level ?? 0))
      .map((demand) => {
        const { id, level, facet } = demand
        const lead = leadAt(framework, level)
        const text = ledWords(framework, demand)
        return { id, level, facet, text, mandatory: true, source: 'framework', ...(lead && { lead }) }
      })
  }
  const levels = judgedAround(framework, target)
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
