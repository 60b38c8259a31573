import type { z } from 'zod'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { describeItems } from '../catalogue/describe-items.ts'
import type { SuggestionRequest, SuggestionView } from '../catalogue/suggestion-schemas.ts'
import { competenceOf, competencesOf, type Framework, textsIn } from './framework.ts'
import { nameOfLevel } from './level-name.ts'
import { demandsOf } from './rubric/demands.ts'
import { indicatorsOf } from './rubric/indicators.ts'
import { levelsAround, MOST_CRITERIA } from './rubric/levels-around.ts'
import { suggestTasks } from './rubric/suggest-tasks.ts'
import { suggestCriteria } from './suggest-criteria.ts'
import { say } from './words.ts'

type Suggested = Omit<z.infer<typeof SuggestionView>, 'replacedBy' | 'matches' | 'skills' | 'vocabularies'>
type Asked = z.infer<typeof SuggestionRequest>

/**
 * A planned outcome with criteria as an agreement takes them, and what the framework offers to make it concrete: its
 * examples, its use cases with the nearest level first, its learning outcomes up to the target, and which of them go with
 * which criterion.
 */
export function suggestOutcome(
  framework: Framework,
  { competence, baseline, target }: Asked,
  language: string,
): Suggested {
  const faults = faultsOf(framework, { competence, baseline, target })
  if (faults.length > 0) throw new Refusal('bad-input', say('not-in-framework'), faults)
  const texts = textsIn(framework, language)
  const lists = describeItems(framework, language)
  const own = <T>(name: keyof typeof lists) =>
    lists[name].filter(({ fields }) => fields.competence?.includes(competence)).map(({ view }) => view as T)
  const criteria = suggestCriteria(framework, competence, target)
  const distance = ({ level }: { level: number }) => Math.abs(level - (target ?? level))
  return {
    framework: framework.id,
    title: texts.competences[competence]!.title,
    descriptor: texts.competences[competence]!.descriptor,
    outcome: {
      competence,
      baseline,
      target,
      criteria: criteria.map((criterion) => ({ ...criterion, source: criterion.source ?? 'partners' })),
    },
    byFacet: byFacet(criteria).map(({ facet, ids }) => ({
      facet,
      label: facet === null ? null : texts.facets[facet]!,
      criteria: ids,
    })),
    leftOut: leftOut(framework, competence, target, language),
    indicators: indicatorsOf(framework, competence, criteria, language),
    tasks: suggestTasks(framework, competence, criteria),
    examples: own('examples'),
    useCases: own<z.infer<typeof SuggestionView>['useCases'][number]>('use-cases').sort(
      (a, b) => distance(a) - distance(b),
    ),
    learningOutcomes: own<z.infer<typeof SuggestionView>['learningOutcomes'][number]>(
      'learning-outcomes',
    ).filter(({ level }) => target === null || level <= target),
  }
}

/** The levels beside the target that would make too many criteria, with what there is at them. */
function leftOut(framework: Framework, competence: string, target: number | null, language: string) {
  const demands = demandsOf(framework, competence)
  return levelsAround(framework, competence, target).leftOut.map((level) => {
    const count = demands.filter((demand) => demand.level === level).length
    const named = nameOfLevel(framework, level, language)
    const note = say('left-out', { level: named, count, most: MOST_CRITERIA })(language)
    return { level, criteria: count, note }
  })
}

function byFacet(criteria: { id: string; facet: string | null }[]) {
  const facets = [...new Set(criteria.map(({ facet }) => facet))]
  return facets.map((facet) => ({
    facet,
    ids: criteria.filter((criterion) => criterion.facet === facet).map(({ id }) => id),
  }))
}

function faultsOf(framework: Framework, { competence, baseline, target }: Asked): Fault[] {
  const faults: Fault[] = []
  const refuse = (pointer: string, detail: Sentence) => faults.push({ in: 'body', pointer, detail })
  const levels = framework.levels.map(({ level }) => level)
  const known = levels.join(', ')
  if (!competenceOf(framework, competence)) {
    const codes = competencesOf(framework).map(({ code }) => code)
    refuse('/competence', say('is-none-of', { known: codes.join(', ') }))
  }
  for (const [name, level] of Object.entries({ baseline, target })) {
    if (level === null || levels.includes(level)) continue
    refuse(`/${name}`, levels.length > 0 ? say('is-none-of', { known }) : say('no-levels'))
  }
  if (levels.length > 0 && target === null) refuse('/target', say('level-needed', { known }))
  return faults
}
