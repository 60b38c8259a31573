import { actionsOn, people } from '../../platform/actions/action.ts'

export const erasureActions = actionsOn()({
  erasePerson: {
    name: 'erase-person',
    on: 'person',
    from: null,
    by: people('administer', ['coordinator', 'admin'], 'own'),
    hidden: 'person',
    route: 'POST /v1/people/{id}/erasure',
    ledger: 'person.erase',
  },
})
