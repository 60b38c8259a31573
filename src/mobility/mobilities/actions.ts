import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

export const mobilityActions = actionsOn()({
  registerMobility: {
    name: 'register-mobility',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin']),
    route: 'POST /v1/mobilities',
    ledger: 'mobility.register',
  },
  changeMobility: {
    name: 'change-mobility',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'mobility',
    route: 'PATCH /v1/mobilities/{id}',
    ledger: 'mobility.change',
  },
})
