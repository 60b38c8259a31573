import { actionsOn, type Hindrance, onBehalf, type Subject } from '../../platform/actions/action.ts'
import { say } from './words.ts'

/** A mobility that is to leave a cohort, where it is said which: whether it is part of it. */
type Leaving = Subject & { isPart?: boolean }

const keeping = {
  on: 'cohort',
  from: null,
  by: onBehalf('register', ['coordinator', 'admin']),
} as const

const unlessPart = ({ isPart }: Leaving): Hindrance | null =>
  isPart === false ? { reason: 'wrong-state', sentence: say('not-part') } : null

export const cohortActions = {
  ...actionsOn()({
    registerCohort: {
      ...keeping,
      name: 'register-cohort',
      route: 'POST /v1/cohorts',
      ledger: 'cohort.register',
    },
    changeCohort: {
      ...keeping,
      name: 'change-cohort',
      route: 'PATCH /v1/cohorts/{id}',
      ledger: 'cohort.change',
    },
    addCohortMobilities: {
      ...keeping,
      name: 'join-cohort',
      route: 'POST /v1/cohorts/{id}/mobilities',
      ledger: 'cohort.join',
    },
  }),
  ...actionsOn<Leaving>()({
    withdrawCohortMobility: {
      ...keeping,
      name: 'leave-cohort',
      route: 'POST /v1/cohorts/{id}/mobilities/{mobility}/departure',
      ledger: 'cohort.leave',
      hinders: unlessPart,
    },
  }),
}
