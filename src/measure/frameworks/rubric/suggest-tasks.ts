import type { AgreedTask, Criterion } from '../../../db/schema/mobility/agreements.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { bilingual, type Framework, textsIn } from '../framework.ts'
import { say } from '../words.ts'

/**
 * A task for each use case of a competence, as an agreement takes it: the scenario, a brief to the learner, what to observe
 * and to hand in. It shows the criteria of the level that is nearest to the use case's own.
 */
export function suggestTasks(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
): AgreedTask[] {
  return framework.useCases
    .filter((useCase) => useCase.competence === competence)
    .map(({ id, level }): AgreedTask => {
      const far = (criterion: Criterion) => Math.abs((criterion.level ?? level) - level)
      const nearest = Math.min(...criteria.map(far))
      const items = textsIn(framework, framework.originalLanguage).useCases[id]!.items
      return {
        id,
        useCase: id,
        scenario: bilingual(framework, (texts) => texts.useCases[id]!.scenario),
        brief: inBoth(say('task-brief')),
        observe: items.map((_, index) => bilingual(framework, (texts) => texts.useCases[id]!.items[index]!)),
        handIn: [inBoth(say('task-work')), inBoth(say('task-account'))],
        criteria: criteria.filter((criterion) => far(criterion) === nearest).map(({ id: shown }) => shown),
      }
    })
}

const inBoth = (sentence: Sentence) => {
  const said = (language: Language) => sentence(language)
  return { lv: said('lv'), en: said('en') }
}
