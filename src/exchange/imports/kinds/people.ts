import type { z } from 'zod'
import { personActions } from '../../../parties/people/actions.ts'
import { compareLearners, type LearnerEntry } from '../../../parties/people/compare-learners.ts'
import { enterLearners } from '../../../parties/people/enter-learners.ts'
import type { NewPerson } from '../../../parties/people/schemas.ts'
import type { Compared, EnteredKind } from './kind.ts'

export const enteredPeople: EnteredKind = {
  actions: [personActions.registerLearner, personActions.correctLearner],
  async compare({ tx, actor, now, hold }, bodies) {
    const { organisationId, zone } = actor
    const learners = bodies as readonly z.infer<typeof NewPerson>[]
    const entries = await compareLearners(tx, organisationId, learners, { now, zone }, { hold })
    return {
      rows: entries.map(comparedAs),
      enter: () => enterLearners(tx, organisationId, entries, now),
    }
  },
}

function comparedAs(entry: LearnerEntry): Compared {
  const { fate } = entry
  const person = fate === 'create' ? null : entry.person
  return { fate, faults: fate === 'refused' ? entry.faults : [], people: person ? [person.id] : [] }
}
