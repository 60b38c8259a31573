import { actionsOn, inPerson } from '../../platform/actions/action.ts'
import { type GrantStanding, unlessSecond } from './grant.ts'

const admin = { from: ['proposed'], by: inPerson('administer', ['admin'], 'own') } as const

export const grantActions = actionsOn<GrantStanding>()({
  proposeGrant: {
    name: 'propose-grant',
    on: 'grant',
    from: null,
    by: { service: 'consequence' },
    route: null,
    ledger: 'grant.propose',
  },
  confirmGrant: {
    ...admin,
    name: 'confirm-grant',
    on: 'grant',
    to: 'confirmed',
    route: 'POST /v1/grants/{id}/confirmation',
    ledger: 'grant.confirm',
    signIn: true,
    hinders: unlessSecond,
  },
  dismissGrant: {
    ...admin,
    name: 'dismiss-grant',
    on: 'grant',
    to: 'rejected',
    route: 'POST /v1/grants/{id}/dismissal',
    ledger: 'grant.dismiss',
  },
})
