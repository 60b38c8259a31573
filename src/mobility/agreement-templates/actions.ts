import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

const keeping = {
  on: 'agreement-template',
  from: null,
  by: onBehalf('register', ['coordinator', 'admin']),
} as const

export const templateActions = actionsOn()({
  registerAgreementTemplate: {
    ...keeping,
    name: 'register-agreement-template',
    route: 'POST /v1/agreement-templates',
    ledger: 'agreement-template.register',
  },
  changeAgreementTemplate: {
    ...keeping,
    name: 'change-agreement-template',
    route: 'PATCH /v1/agreement-templates/{id}',
    ledger: 'agreement-template.change',
  },
})
