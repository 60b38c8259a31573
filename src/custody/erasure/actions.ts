import { actionsOn, inPerson } from '../../platform/actions/action.ts'

export const erasureActions = actionsOn()({
  erasePerson: {
    name: 'erase-person',
    on: 'person',
    from: null,
    by: inPerson('administer', ['coordinator', 'admin'], 'own'),
    hidden: 'person',
    route: 'POST /v1/people/{id}/erasure',
    ledger: 'person.erase',
  },
})
