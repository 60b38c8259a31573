import type { AgreedOutcome, AgreedTask } from '../../../db/schema/mobility/agreements.ts'
import type { Framework } from '../../../measure/frameworks/framework.ts'
import { agreedCriteria } from '../../../measure/frameworks/suggest-criteria.ts'
import { say } from '../words.ts'
import type { Flaw } from './coverage-faults.ts'

type WithTasks = Pick<AgreedOutcome, 'competence' | 'target'> & {
  criteria?: AgreedOutcome['criteria'] | undefined
  tasks?: AgreedTask[] | undefined
}

/**
 * What is wrong with the tasks of an outcome: each is made from a use case of its competence or from none, shows criteria of
 * the outcome, and has an id that no other task of the agreement has.
 */
export function taskFlaws(framework: Framework, outcome: WithTasks, others: readonly WithTasks[]): Flaw[] {
  const { competence, tasks = [] } = outcome
  if (tasks.length === 0) return []
  const criteria = agreedCriteria(framework, outcome).map(({ id }) => id)
  const useCases = framework.useCases
    .filter((useCase) => useCase.competence === competence)
    .map(({ id }) => id)
  const taken = others.flatMap((other) => other.tasks ?? []).map(({ id }) => id)
  return tasks.flatMap((task, at): Flaw[] => {
    const where = `/tasks/${at}`
    const isTwice = taken.includes(task.id) || tasks.findIndex(({ id }) => id === task.id) < at
    const isStrange = task.useCase !== null && !useCases.includes(task.useCase)
    return [
      ...(isTwice ? [[`${where}/id`, say('stands-twice')] as Flaw] : []),
      ...(isStrange ? [[`${where}/useCase`, say('none-of', { known: useCases.join(', ') })] as Flaw] : []),
      ...task.criteria.flatMap((id, index): Flaw[] =>
        criteria.includes(id)
          ? []
          : [[`${where}/criteria/${index}`, say('none-of', { known: criteria.join(', ') })]],
      ),
    ]
  })
}
