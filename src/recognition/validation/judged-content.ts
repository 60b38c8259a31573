import type { Criterion, CriterionSource } from '../../db/schema/mobility/agreements.ts'
import { coverageAt, isOfFramework, nameOfUnit, unitsAt } from '../../measure/frameworks/coverage.ts'
import type { Framework } from '../../measure/frameworks/framework.ts'
import { afterLead } from '../../measure/frameworks/rubric/lead.ts'
import type { Multilingual } from '../../platform/words/multilingual.ts'
import { acceptedEvidence, countMet } from '../assessment/level.ts'
import type { Assessment } from '../assessment/store.ts'
import type { Outcome } from '../outcome-store.ts'

/** A criterion that was met: marked "met", on evidence that was accepted. Its text is read after the lead of its level. */
export type MetCriterion = Pick<Criterion, 'id' | 'level'> & { text: Multilingual; source: CriterionSource }

export type JudgedContent = {
  /** The lowest level first. */
  criteria: MetCriterion[]
  /** Where the criteria of the level stand for less than the framework has there: what they stand for, and what not. */
  partial?: { covered: Multilingual[]; missing: Multilingual[] }
  /** Where some of the level rests on criteria of the partners' own alone. */
  byPartners?: true
}

/**
 * What a certificate says of an outcome beside its level: the criteria that were met, and how far those of the level, or of
 * the target where no level was found, stand for what the framework has there.
 */
export function judgedContent(
  framework: Framework,
  outcome: Pick<Outcome, 'competence' | 'criteria' | 'target'>,
  level: number | null,
  assessment: Assessment | undefined,
): JudgedContent {
  const { competence, criteria, target } = outcome
  const claimed = level ?? target
  const { covered, missing, byPartners } = coverageAt(framework, competence, criteria, claimed)
  const restsOnPartners = byPartners.length > 0 || unitsAt(framework, competence, claimed).length === 0
  return {
    criteria: assessment ? metCriteria(framework, competence, criteria, assessment) : [],
    ...(missing.length > 0 && {
      partial: {
        covered: covered.map((unit) => nameOfUnit(framework, unit)),
        missing: missing.map((unit) => nameOfUnit(framework, unit)),
      },
    }),
    ...(restsOnPartners && { byPartners: true as const }),
  }
}

function metCriteria(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
  { marks, judgements }: Assessment,
): MetCriterion[] {
  return countMet(criteria, marks, acceptedEvidence(judgements))
    .filter(({ met }) => met)
    .map(({ criterion }): MetCriterion => {
      const { id, level } = criterion
      const source = isOfFramework(framework, competence, criterion) ? 'framework' : 'partners'
      return { id, level, text: afterLead(criterion), source }
    })
    .sort((first, second) => (first.level ?? 0) - (second.level ?? 0))
}

/** By which methods an outcome was found: those that its marks name, or, where they name none, those that were agreed. */
export function methodsOf(
  { methods }: Pick<Outcome, 'methods'>,
  assessment: Assessment | undefined,
): string[] {
  const named = assessment?.marks.flatMap(({ method }) => method ?? []) ?? []
  return named.length > 0 ? [...new Set(named)] : methods
}
