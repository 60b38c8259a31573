import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { type OfMobility, unlessCancelled } from '../mobilities/standing.ts'
import { type OfStay, unlessWithoutDays } from './stay.ts'

export const stayActions = {
  ...actionsOn<OfMobility>()({
    recordStays: {
      name: 'record-stays',
      on: 'mobility',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
      hidden: 'mobility',
      route: 'PUT /v1/mobilities/{id}/stays',
      ledger: 'mobility.record-stays',
      hinders: unlessCancelled,
    },
  }),
  ...actionsOn<OfStay>()({
    attestStay: {
      name: 'attest-stay',
      independent: true,
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
      route: 'POST /v1/mobilities/{id}/stays/{stay}/attestation',
      ledger: 'mobility.attest-stay',
      hinders: unlessWithoutDays,
    },
  }),
}
