import { actionsOn, holderOf } from '../../../platform/actions/action.ts'

export const privateAddressActions = actionsOn()({
  submitAddress: {
    name: 'submit-address',
    on: 'person',
    from: null,
    by: holderOf('me'),
    route: 'POST /me/{secret}/address',
    ledger: 'person.submit-address',
  },
  withdrawAddress: {
    name: 'withdraw-address',
    on: 'person',
    from: null,
    by: holderOf('me'),
    route: 'POST /me/{secret}/address/withdrawal',
    ledger: 'person.withdraw-address',
  },
  confirmAddress: {
    name: 'confirm-address',
    on: 'person',
    from: null,
    by: holderOf('confirm-address'),
    route: 'POST /confirm/{secret}',
    ledger: 'person.confirm-address',
  },
})
