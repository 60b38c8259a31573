import type { Criterion, CriterionSource } from '../../../db/schema/mobility/agreements.ts'
import type { Language } from '../../../platform/words/language.ts'
import { isOfFramework } from '../coverage.ts'
import type { Framework } from '../framework.ts'
import { demandsOf } from './demands.ts'
import { afterLead } from './lead.ts'
import { usualEvidence } from './usual-evidence.ts'

/** What the words of a criterion are. */
export const criterionOrigins = ['statement', 'part', 'facet', 'competence', 'own'] as const

/** What helps to see whether a criterion is met. It is no mark, and nothing follows from it. */
export type Indicators = {
  criterion: string
  from: {
    kind: (typeof criterionOrigins)[number]
    /** Of the statement, part, facet or competence; null where the partners worded it. */
    id: string | null
    /** The statement that it is a part of. */
    partOf: string | null
    /** The level whose lead the text begins with. */
    leadOf: number | null
    source: CriterionSource
  }
  /** By their numbers. */
  examples: number[]
  /** By their ids, those of the criterion's level. */
  learningOutcomes: string[]
  /** By their ids, those of the nearest level. */
  useCases: string[]
  evidence: ReturnType<typeof usualEvidence>
}

/** The indicators of each criterion of a competence, in the order of the criteria. */
export function indicatorsOf(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
  language: Language,
): Indicators[] {
  return criteria.map((criterion) => ({
    criterion: criterion.id,
    from: originOf(framework, competence, criterion),
    examples: examplesFor(framework, competence, criterion.facet),
    learningOutcomes: framework.learningOutcomes
      .filter((outcome) => outcome.competence === competence && outcome.level === criterion.level)
      .map(({ id }) => id),
    useCases: nearestUseCases(framework, competence, criterion.level),
    evidence: usualEvidence(afterLead(criterion).en, language),
  }))
}

/** Where the words of a criterion are from: one of the framework, one of its facets at a level, or the partners alone. */
function originOf(framework: Framework, competence: string, criterion: Criterion): Indicators['from'] {
  const { id, facet, level, lead } = criterion
  const leadOf = lead ? level : null
  const demand = demandsOf(framework, competence).find((known) => known.id === id)
  if (demand && isOfFramework(framework, competence, criterion)) {
    const { partOf } = demand
    return { kind: partOf === null ? 'statement' : 'part', id, partOf, leadOf, source: 'framework' }
  }
  const isNamed = (code: string | null) => code !== null && (id === code || id === `${code}.${level}`)
  const named = isNamed(facet) ? 'facet' : isNamed(competence) ? 'competence' : 'own'
  const of = { facet, competence, own: null }[named]
  return { kind: named, id: of, partOf: null, leadOf: null, source: 'partners' }
}

/** Those of the facet; of the whole competence where it names no facet, or the facet has none of its own. */
function examplesFor(framework: Framework, competence: string, facet: string | null): number[] {
  const all = framework.examples.filter((example) => example.competence === competence)
  const own = all.filter((example) => example.facet === facet && facet !== null)
  return (own.length > 0 ? own : all).map(({ number }) => number)
}

function nearestUseCases(framework: Framework, competence: string, level: number | null): string[] {
  const all = framework.useCases.filter((useCase) => useCase.competence === competence)
  const far = (useCase: { level: number }) => Math.abs(useCase.level - (level ?? useCase.level))
  const nearest = Math.min(...all.map(far))
  return all.filter((useCase) => far(useCase) === nearest).map(({ id }) => id)
}
