import { actionsOn, onBehalf } from '../../platform/actions/action.ts'
import { type NewClientOf, unlessBeyond } from '../organisations/clients/client.ts'

const admin = { on: 'client', from: null, by: onBehalf('administer', ['admin']) } as const

export const signInActions = actionsOn<NewClientOf>()({
  makeClientSecret: {
    ...admin,
    name: 'make-secret',
    route: 'POST /v1/clients/{id}/secrets',
    ledger: 'client.make-secret',
    gives: true,
    hinders: unlessBeyond,
  },
  registerClientKey: {
    ...admin,
    name: 'register-key',
    route: 'POST /v1/clients/{id}/keys',
    ledger: 'client.register-key',
    gives: true,
    hinders: unlessBeyond,
  },
  endClientCredential: {
    ...admin,
    name: 'end-credential',
    route: 'POST /v1/clients/{id}/credentials/{credentialId}/revocation',
    ledger: 'client.end-credential',
  },
  refuseSignIn: {
    name: 'refuse-sign-in',
    on: 'client',
    from: null,
    by: { service: 'consequence' },
    route: null,
    ledger: 'client.refuse-sign-in',
  },
})
