import { actionsOn, onBehalf } from '../../platform/actions/action.ts'
import { type NewClientOf, unlessBeyond } from './clients/client.ts'
import { type EntryChange, unlessConfirmed } from './identity/identity.ts'
import { type MemberChange, unlessToOneself } from './member.ts'
import { type SignInChange, unlessNamedInPerson, unlessSwitchedInPerson } from './sign-in.ts'

const admin = { from: null, by: onBehalf('administer', ['admin']) } as const
const operator = { from: null, by: onBehalf('operate', ['admin'], 'any') } as const
const first = { from: null, by: { service: 'start' }, route: null } as const
const atMachine = { on: 'client', from: null, by: { service: 'machine' }, route: null } as const

export const organisationActions = {
  ...actionsOn()({
    registerOrganisation: {
      name: 'register-organisation',
      on: 'organisation',
      from: null,
      by: onBehalf('operate', ['admin']),
      route: 'POST /v1/organisations',
      ledger: 'organisation.register',
    },
    registerFirstOrganisation: {
      ...first,
      name: 'register-first-organisation',
      on: 'organisation',
      ledger: 'organisation.register',
    },
    registerFirstClient: { ...first, name: 'register-first-client', on: 'client', ledger: 'client.register' },
    registerFirstMember: { ...first, name: 'register-first-member', on: 'member', ledger: 'member.register' },
    registerClientAtMachine: {
      ...atMachine,
      name: 'register-client-at-machine',
      ledger: 'client.register',
    },
    renewSecretAtMachine: { ...atMachine, name: 'renew-secret-at-machine', ledger: 'client.make-secret' },
    revokeClientAtMachine: { ...atMachine, name: 'revoke-client-at-machine', ledger: 'client.revoke' },
    confirmIdentity: {
      ...operator,
      name: 'confirm-identity',
      on: 'organisation',
      route: 'PUT /v1/organisations/{id}/identity',
      ledger: 'organisation.confirm-identity',
    },
    withdrawIdentity: {
      ...operator,
      name: 'withdraw-identity',
      on: 'organisation',
      route: 'POST /v1/organisations/{id}/identity/withdrawal',
      ledger: 'organisation.withdraw-identity',
      reason: true,
    },
    loseIdentifier: {
      name: 'lose-identifier',
      on: 'organisation',
      from: null,
      by: { service: 'consequence' },
      route: null,
      ledger: 'organisation.lose-identifier',
    },
  }),
  ...actionsOn<EntryChange>()({
    correctCountry: {
      ...operator,
      name: 'correct-country',
      on: 'organisation',
      route: 'PUT /v1/organisations/{id}/country',
      ledger: 'organisation.correct-country',
      hinders: unlessConfirmed('wrong-state'),
    },
    changeOrganisation: {
      ...admin,
      name: 'change-organisation',
      on: 'organisation',
      route: 'PATCH /v1/organisations/{id}',
      ledger: 'organisation.change',
      hinders: unlessConfirmed('forbidden'),
    },
    changeLogo: {
      ...admin,
      name: 'change-logo',
      on: 'organisation',
      route: 'PUT /v1/organisations/{id}/logo',
      ledger: 'organisation.change-logo',
    },
  }),
  ...actionsOn<SignInChange>()({
    changeSettings: {
      ...admin,
      name: 'change-settings',
      on: 'organisation',
      route: 'PATCH /v1/settings',
      ledger: 'settings.change',
      gives: true,
      hinders: unlessSwitchedInPerson,
    },
  }),
  ...actionsOn<NewClientOf>()({
    registerClient: {
      ...admin,
      name: 'register-client',
      on: 'client',
      route: 'POST /v1/clients',
      ledger: 'client.register',
      gives: true,
      hinders: unlessBeyond,
    },
  }),
  ...actionsOn()({
    revokeClient: {
      ...admin,
      name: 'revoke-client',
      on: 'client',
      route: 'POST /v1/clients/{id}/revocation',
      ledger: 'client.revoke',
    },
  }),
  ...actionsOn<SignInChange>()({
    registerMember: {
      ...admin,
      name: 'register-member',
      on: 'member',
      route: 'POST /v1/members',
      ledger: 'member.register',
      gives: true,
      hinders: unlessNamedInPerson,
    },
  }),
  ...actionsOn<MemberChange & SignInChange>()({
    changeMember: {
      ...admin,
      name: 'change-member',
      on: 'member',
      route: 'PATCH /v1/members/{id}',
      ledger: 'member.change',
      gives: true,
      hinders: (change, actor) => unlessToOneself(change, actor) ?? unlessNamedInPerson(change, actor),
    },
  }),
}
