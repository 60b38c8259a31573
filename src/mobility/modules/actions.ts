import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

export const moduleActions = actionsOn()({
  recordModules: {
    name: 'record-modules',
    on: 'organisation',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin']),
    route: 'PUT /v1/modules',
    ledger: 'modules.record',
  },
})
