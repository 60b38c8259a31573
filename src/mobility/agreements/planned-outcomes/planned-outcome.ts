import type { AgreedOutcome, BaselineFinding, Criterion } from '../../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../../errors.ts'
import { competenceOf, type Framework, highestLevel } from '../../../measure/frameworks/framework.ts'
import { say } from '../words.ts'
import { skillFlaws } from './agreed-skills.ts'
import { coverageFlaws, type Flaw } from './coverage-faults.ts'
import { taskFlaws } from './task-flaws.ts'

type PlannedOutcome = Pick<AgreedOutcome, 'competence' | 'baseline' | 'target'> & {
  baselineFound?: AgreedOutcome['baselineFound'] | undefined
  partial?: boolean | undefined
  criteria?: AgreedOutcome['criteria'] | undefined
  tasks?: AgreedOutcome['tasks']
  skills?: readonly string[] | undefined
  recognisedAs?: Pick<AgreedOutcome['recognisedAs'], 'kind' | 'ects'> | undefined
}

/** What the search for a level before came to; where nobody said, a level was found or none was looked for. */
export const findingOf = ({
  baseline,
  baselineFound,
}: Pick<PlannedOutcome, 'baseline' | 'baselineFound'>): BaselineFinding =>
  baselineFound ?? (baseline === null ? 'not-looked-for' : 'level')

/** Everything that makes a planned outcome unfit to be judged by this framework. */
export function outcomeFaults(framework: Framework, outcomes: readonly PlannedOutcome[]): Fault[] {
  const highest = highestLevel(framework)
  const known = framework.areas.flatMap((area) => area.competences.map(({ code }) => code))
  return outcomes.flatMap((outcome, index) => {
    const flaws: Flaw[] = []
    if (!competenceOf(framework, outcome.competence))
      flaws.push(['/competence', say('none-of', { known: known.join(', ') })])
    if (outcomes.findIndex(({ competence }) => competence === outcome.competence) < index)
      flaws.push(['/competence', say('planned-twice')])
    if (outcome.recognisedAs?.ects !== undefined && outcome.recognisedAs.kind !== 'credit')
      flaws.push(['/recognisedAs/ects', say('not-credits')])
    flaws.push(...levelFlaws(outcome, highest), ...criteriaFlaws(outcome, highest))
    if (flaws.length === 0)
      flaws.push(
        ...coverageFlaws(framework, outcome),
        ...taskFlaws(framework, outcome, outcomes.slice(0, index)),
        ...skillFlaws(framework, outcome),
      )
    return flaws.map(([where, detail]): Fault => {
      return { in: 'body', pointer: `/outcomes/${index}${where}`, detail }
    })
  })
}

function levelFlaws(outcome: PlannedOutcome, highest: number): Flaw[] {
  const flaws: Flaw[] = []
  for (const name of ['baseline', 'target'] as const) {
    const level = outcome[name]
    if (level !== null && level > highest)
      flaws.push([`/${name}`, highest === 0 ? say('no-levels') : say('at-most', { highest })])
  }
  if (highest > 0 && outcome.target === null) flaws.push(['/target', say('target-needed')])
  const isFound = findingOf(outcome) === 'level'
  if (isFound !== (outcome.baseline !== null)) flaws.push(['/baselineFound', say('baseline-unfit')])
  return flaws
}

function criteriaFlaws({ criteria, target }: PlannedOutcome, highest: number): Flaw[] {
  if (!criteria) return []
  const flaws: Flaw[] = []
  criteria.forEach((criterion, at) => {
    if ((criterion.level === null) !== (highest === 0))
      flaws.push([`/criteria/${at}/level`, say('level-unfit')])
    if (criteria.findIndex(({ id }) => id === criterion.id) < at)
      flaws.push([`/criteria/${at}/id`, say('stands-twice')])
  })
  const isAtTarget = ({ level, mandatory }: Criterion) => level === target && mandatory
  if (!criteria.some(isAtTarget)) flaws.push(['/criteria', say('none-at-target')])
  return flaws
}
