import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { type OfMobility, unlessCancelled } from '../mobilities/standing.ts'

export const europassActions = actionsOn<OfMobility>()({
  changeSendingDescription: {
    name: 'describe-sending',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'mobility',
    route: 'PATCH /v1/mobilities/{id}/europass/sending',
    ledger: 'mobility.describe-sending',
    hinders: unlessCancelled,
  },
  changeHostingDescription: {
    name: 'describe-hosting',
    on: 'mobility',
    from: null,
    by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
    route: 'PATCH /v1/mobilities/{id}/europass/hosting',
    ledger: 'mobility.describe-hosting',
    hinders: unlessCancelled,
  },
})
