import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

const registering = { on: 'person', from: null, by: onBehalf('register', ['coordinator', 'admin']) } as const

export const personActions = actionsOn()({
  registerLearner: {
    ...registering,
    name: 'register-learner',
    route: 'POST /v1/people',
    ledger: 'person.register',
  },
  correctLearner: {
    ...registering,
    name: 'correct-learner',
    hidden: 'person',
    route: 'PATCH /v1/people/{id}',
    ledger: 'person.change',
  },
})
