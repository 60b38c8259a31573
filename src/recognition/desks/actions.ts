import { actionsOn, holderOf, onBehalf } from '../../platform/actions/action.ts'
import { type Confirming, type Inviting, unlessAdministering, unlessByMail } from './invitation.ts'

export const deskActions = {
  ...actionsOn<Inviting>()({
    inviteToDesk: {
      name: 'invite-to-desk',
      on: 'organisation',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'any'),
      route: 'POST /v1/organisations/{id}/invitations',
      ledger: 'desk.invite',
      hinders: unlessAdministering,
    },
  }),
  ...actionsOn<Confirming>()({
    confirmDeskActs: {
      name: 'confirm-desk-acts',
      on: 'organisation',
      from: null,
      by: holderOf('desk', ['member']),
      route: 'POST /desk/{secret}/confirmation',
      ledger: 'desk.confirm',
      hinders: unlessByMail,
    },
  }),
  ...actionsOn()({
    withdrawInvitation: {
      name: 'withdraw-invitation',
      on: 'organisation',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'any'),
      route: 'POST /v1/invitations/{id}/withdrawal',
      ledger: 'desk.withdraw-invitation',
    },
    makeDesk: {
      name: 'make-desk',
      on: 'organisation',
      from: null,
      by: { service: 'consequence' },
      route: null,
      ledger: 'desk.make',
    },
    endDesk: {
      name: 'end-desk',
      on: 'organisation',
      from: null,
      by: onBehalf('administer', ['admin'], 'any'),
      route: 'POST /v1/desks/{id}/end',
      ledger: 'desk.end',
    },
    renewDesk: {
      name: 'renew-desk',
      on: 'organisation',
      from: null,
      by: holderOf('desk', ['member']),
      route: 'POST /desk/{secret}/renewal',
      ledger: 'desk.renew',
    },
    vouchForAddress: {
      name: 'vouch-for-address',
      on: 'organisation',
      from: null,
      by: onBehalf('operate', ['admin'], 'any'),
      route: 'POST /v1/organisations/{id}/vouched-addresses',
      ledger: 'desk.vouch',
    },
  }),
}
