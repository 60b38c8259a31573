import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { type OfParts, type OfStay, unlessClosed, unlessWithoutDays } from './stay.ts'

export const stayActions = {
  ...actionsOn<OfParts>()({
    recordStays: {
      name: 'record-stays',
      on: 'mobility',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
      hidden: 'mobility',
      route: 'PUT /v1/mobilities/{id}/stays',
      ledger: 'mobility.record-stays',
      hinders: unlessClosed,
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
