import type { AgreedOutcome, Criterion } from '../../../db/schema/mobility/agreements.ts'
import {
  coverageAt,
  nameOfUnit,
  signedCriteria,
  unitOf,
  unitsAt,
} from '../../../measure/frameworks/coverage.ts'
import { competenceOf, type Framework } from '../../../measure/frameworks/framework.ts'
import { demandsOf } from '../../../measure/frameworks/rubric/demands.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'

/** What is wrong with an outcome, and where in it (an RFC 6901 pointer). */
export type Flaw = [where: string, detail: Sentence]

type Covering = Pick<AgreedOutcome, 'competence' | 'target'> & {
  partial?: boolean | undefined
  criteria?: Criterion[] | undefined
}

/** A framework that words no statements is judged by what the partners word: by so many criteria at least. */
const LEAST_OWN_CRITERIA = 3

/**
 * What keeps criteria from standing for the levels they are to show: a level that is judged is covered whole, no level
 * between two of them is left out, and what covers less at the target is agreed as partial.
 */
export function coverageFlaws(framework: Framework, outcome: Covering): Flaw[] {
  const { competence, target } = outcome
  // What a criterion says of itself is not taken for granted.
  const criteria = outcome.criteria && signedCriteria(framework, competence, outcome.criteria)
  const hasStatements = framework.statements.some((statement) => statement.competence === competence)
  if (!hasStatements) return ownCriteriaFlaws(criteria ?? [])
  const judged = criteria ?? []
  const owns = judged.flatMap((criterion, at) => standingFlaws(framework, competence, criterion, at))
  const levels = [...new Set(judged.flatMap(({ mandatory, level }) => (mandatory && level ? [level] : [])))]
  const covered = criteria && framework.levels.length === 0 ? [null] : levels
  const short = shortLevels(framework, { competence, target, criteria }, covered)
  if (outcome.partial !== true) return [...owns, ...gapFlaws(levels), ...short.map(wholeFlaw(framework))]
  const atTarget = coverageAt(framework, competence, judged, target)
  const isWhole = criteria === undefined || (atTarget.missing.length === 0 && atTarget.covered.length > 0)
  return [...owns, ...gapFlaws(levels), ...(isWhole ? [['/partial', say('not-partial')] as Flaw] : [])]
}

function ownCriteriaFlaws(criteria: readonly Criterion[]): Flaw[] {
  const mandatory = criteria.filter((criterion) => criterion.mandatory)
  if (mandatory.length >= LEAST_OWN_CRITERIA) return []
  return [['/criteria', say('own-criteria-needed', { least: LEAST_OWN_CRITERIA })]]
}

/** A criterion of the partners' own names the one facet or statement that it stands for, under an id of its own. */
function standingFlaws(framework: Framework, competence: string, criterion: Criterion, at: number): Flaw[] {
  if (criterion.source === 'framework') return []
  const where = `/criteria/${at}`
  const { parts = [] } = framework.statements.find(({ id }) => id === criterion.id) ?? {}
  if (parts.length > 0)
    return [[where, say('judged-by-parts', { id: criterion.id, parts: parts.join(', ') })]]
  if (demandsOf(framework, competence).some(({ id }) => id === criterion.id))
    return [[`${where}/id`, say('other-words', { id: criterion.id })]]
  if (criterion.facet !== null && criterion.statement) return [[`${where}/statement`, say('one-unit')]]
  const units = unitsAt(framework, competence, criterion.level)
  if (units.length === 0 || unitOf(framework, competence, criterion) !== null) return []
  const hasFacets = competenceOf(framework, competence)?.competence.facets.includes(units[0]!)
  return [
    [`${where}/${hasFacets ? 'facet' : 'statement'}`, say('names-no-unit', { known: units.join(', ') })],
  ]
}

function gapFlaws(levels: readonly number[]): Flaw[] {
  const lowest = Math.min(...levels)
  const between = Array.from({ length: Math.max(0, Math.max(...levels) - lowest) }, (_, n) => lowest + n)
  const missing = between.filter((level) => !levels.includes(level))
  return missing.map((level) => ['/criteria', say('level-left-out', { level })])
}

/** A level that is not covered whole; null is all that a framework without levels has. */
type Short = { level: number | null; missing: string[] }

function shortLevels(
  framework: Framework,
  { competence, criteria }: Covering,
  levels: (number | null)[],
): Short[] {
  return levels
    .map((level) => ({ level, missing: coverageAt(framework, competence, criteria ?? [], level).missing }))
    .filter(({ missing }) => missing.length > 0)
}

const wholeFlaw =
  (framework: Framework) =>
  ({ level, missing }: Short): Flaw => {
    const named = (language: string) =>
      missing
        .map((unit) => `${unit} (${nameOfUnit(framework, unit)[language === 'lv' ? 'lv' : 'en']})`)
        .join('; ')
    return [
      '/criteria',
      (language) =>
        level === null
          ? say('competence-not-covered', { missing: named(language) })(language)
          : say('not-covered', { level, missing: named(language) })(language),
    ]
  }
