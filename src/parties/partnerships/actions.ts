import { actionsOn, inPerson } from '../../platform/actions/action.ts'

const binding = ['coordinator', 'admin'] as const

export const partnershipActions = actionsOn()({
  proposeMemorandum: {
    name: 'propose-memorandum',
    on: 'partnership',
    from: null,
    by: inPerson('register', binding, 'own'),
    route: 'POST /v1/partnerships',
    ledger: 'partnership.propose',
  },
  confirmMemorandum: {
    name: 'confirm-memorandum',
    on: 'partnership',
    from: ['proposed'],
    to: 'confirmed',
    by: inPerson('register', binding, 'partner'),
    route: 'POST /v1/partnerships/{id}/confirmation',
    ledger: 'partnership.confirm',
  },
  endMemorandum: {
    name: 'end-memorandum',
    on: 'partnership',
    from: ['proposed', 'confirmed'],
    to: 'ended',
    by: inPerson('register', binding, 'either'),
    route: 'POST /v1/partnerships/{id}/end',
    ledger: 'partnership.end',
  },
})
