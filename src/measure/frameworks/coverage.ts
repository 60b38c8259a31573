import type { Criterion, CriterionSource } from '../../db/schema/mobility/agreements.ts'
import type { Multilingual } from '../../platform/words/multilingual.ts'
import { bilingual, type Framework } from './framework.ts'
import type { TextsFile } from './framework-file.ts'
import { type Demand, demandsOf, leadAt, ledWords } from './rubric/demands.ts'
import { eachWording } from './wordings/in-wording.ts'

/**
 * What a framework has of a competence at a level, each to be judged for itself: its facets there, or, at a level without
 * facets, its statements; of a statement that is unfolded, its parts. Empty where the framework words no statements.
 */
export function unitsAt(framework: Framework, competence: string, level: number | null): string[] {
  return [...new Set(demandsAt(framework, competence, level).map(({ unit }) => unit))]
}

/**
 * Whether a criterion is one of the framework's own statements. A version of an agreement says it of each; in those that do
 * not, it is told by id, level and English words.
 */
export function isOfFramework(framework: Framework, competence: string, criterion: Criterion): boolean {
  if (criterion.source) return criterion.source === 'framework'
  return wordingsOf(framework, competence, criterion).some(({ en }) => en === criterion.text.en)
}

/** Whose a criterion is, whatever it says of itself: the framework's by id, level and words in both languages. */
function sourceOf(framework: Framework, competence: string, criterion: Criterion): CriterionSource {
  const { lv, en } = criterion.text
  const isSame = wordingsOf(framework, competence, criterion).some(
    (words) => words.en === en && words.lv === lv,
  )
  return isSame ? 'framework' : 'partners'
}

/**
 * Criteria as they are signed: each says whose it is, one of the framework's the lead of its level, and one of the
 * partners' own what the framework says in its place.
 */
export function signedCriteria(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
): Criterion[] {
  return criteria.map((criterion) => {
    const { id, level, facet, text, mandatory } = criterion
    const source = sourceOf(framework, competence, criterion)
    const stated = { id, level, facet, text, mandatory, source }
    const lead = leadAt(framework, level)
    if (source === 'framework') return lead ? { ...stated, lead } : stated
    const statement = criterion.statement ?? null
    const inPlaceOf = wordedAt(framework, competence, level, statement ?? facet).map(({ lv, en }) => ({
      lv,
      en,
    }))
    return { ...stated, ...(statement !== null && { statement }), ...(inPlaceOf.length > 0 && { inPlaceOf }) }
  })
}

/** The facet or statement that a criterion stands for at its level; null where it names none that is there. */
export function unitOf(framework: Framework, competence: string, criterion: Criterion): string | null {
  if (isOfFramework(framework, competence, criterion))
    return demandOf(framework, competence, criterion.id)?.unit ?? null
  const named = criterion.statement ?? criterion.facet
  return named !== null && unitsAt(framework, competence, criterion.level).includes(named) ? named : null
}

/** How far mandatory criteria stand for what a framework has of a competence at a level. */
export type Coverage = {
  covered: string[]
  missing: string[]
  /** Units that only criteria of the partners' own stand for. */
  byPartners: string[]
}

export function coverageAt(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
  level: number | null,
): Coverage {
  const standing = criteria.filter((criterion) => criterion.mandatory && criterion.level === level)
  const standFor = (unit: string) =>
    standing.filter((criterion) => unitOf(framework, competence, criterion) === unit)
  const units = unitsAt(framework, competence, level)
  const covered = units.filter((unit) => standFor(unit).length > 0)
  return {
    covered,
    missing: units.filter((unit) => !covered.includes(unit)),
    byPartners: covered.filter(
      (unit) => !standFor(unit).some((criterion) => isOfFramework(framework, competence, criterion)),
    ),
  }
}

/** What the framework itself says at a level where a criterion of the partners' own stands in its place. */
export function wordedAt(
  framework: Framework,
  competence: string,
  level: number | null,
  unit: string | null,
): Multilingual[] {
  return demandsAt(framework, competence, level)
    .filter((demand) => demand.unit === unit)
    .map(({ words }) => inItsLanguages(framework, words))
}

/** The name of a facet, or the words of a statement or of its part, in every language that the framework speaks. */
export const nameOfUnit = (framework: Framework, unit: string): Multilingual =>
  inItsLanguages(
    framework,
    ({ facets, statements, parts }) => facets[unit] ?? statements[unit] ?? parts[unit] ?? unit,
  )

function inItsLanguages(framework: Framework, pick: (texts: TextsFile) => string): Multilingual {
  const own = [...framework.texts].map(([language, texts]) => [language, pick(texts)])
  return { ...Object.fromEntries(own), ...bilingual(framework, pick) }
}

const demandsAt = (framework: Framework, competence: string, level: number | null): Demand[] =>
  demandsOf(framework, competence).filter((demand) => demand.level === level)

const demandOf = (framework: Framework, competence: string, id: string): Demand | undefined =>
  demandsOf(framework, competence).find((demand) => demand.id === id)

/** How the framework words the demand that has the criterion's id and level: after its lead, and as it stands alone; in each of its wordings. */
function wordingsOf(framework: Framework, competence: string, { id, level }: Criterion) {
  const demand = demandOf(framework, competence, id)
  if (demand?.level !== level) return []
  return eachWording(framework).flatMap((worded) => [
    ledWords(worded, demand),
    bilingual(worded, demand.words),
  ])
}
