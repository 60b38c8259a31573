import { actionsOn, inPerson } from '../../platform/actions/action.ts'

const ordering = { on: 'organisation', from: null } as const

export const orderActions = actionsOn()({
  // What is ordered has to be allowed to whoever orders it, too.
  startOrder: {
    ...ordering,
    name: 'start-order',
    by: inPerson('recognise', ['coordinator'], 'own'),
    route: 'PUT /v1/settings/orders/{order}',
    ledger: 'order.start',
  },
  endOrder: {
    ...ordering,
    name: 'end-order',
    by: inPerson('read', ['coordinator', 'admin'], 'own'),
    route: 'POST /v1/settings/orders/{order}/end',
    ledger: 'order.end',
  },
  restOrder: {
    ...ordering,
    name: 'rest-order',
    by: { service: 'job' },
    route: null,
    ledger: 'order.rest',
  },
})
