import { actionsOn, holderOf, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { unlessCancelled } from '../mobilities/standing.ts'
import {
  type ComingBack,
  type Drafting,
  type Linking,
  type Returning,
  type Signing,
  type Slipping,
  signingHindrance,
  unlessOwn,
  unlessSigned,
  unlessSignedByHost,
  unlessWithdrawnToday,
  type Withdrawing,
  whileOpen,
} from './standing.ts'

const writing = {
  on: 'agreement',
  from: null,
  by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
  hidden: 'mobility',
} as const

const signing = {
  on: 'agreement',
  from: null,
  ledger: 'agreement.sign',
  hinders: signingHindrance,
} as const

const correcting = {
  on: 'agreement',
  from: null,
  by: inPerson('recognise', ['coordinator'], 'either'),
} as const

export const agreementActions = {
  ...actionsOn<Drafting>()({
    draftAgreement: {
      ...writing,
      name: 'draft-agreement',
      route: 'POST /v1/mobilities/{id}/agreement/versions',
      ledger: 'agreement.draft',
      hinders: whileOpen,
    },
  }),
  ...actionsOn<Withdrawing>()({
    withdrawAgreement: {
      ...writing,
      name: 'withdraw-agreement',
      route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/withdrawal',
      ledger: 'agreement.withdraw',
      hinders: unlessSigned,
    },
  }),
  ...actionsOn<ComingBack>()({
    reinstateAgreement: {
      ...writing,
      name: 'reinstate-agreement',
      route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/reinstatement',
      ledger: 'agreement.reinstate',
      hinders: unlessWithdrawnToday,
    },
  }),
  ...actionsOn<Linking>()({
    makeSigningLink: {
      ...writing,
      name: 'make-signing-link',
      route: 'POST /v1/mobilities/{id}/agreement/links',
      ledger: 'agreement.link',
      hinders: signingHindrance,
    },
  }),
  ...actionsOn<Signing>()({
    signAgreement: {
      ...signing,
      name: 'sign-agreement',
      independent: true,
      by: inPerson('recognise', ['coordinator'], 'either'),
      route: 'POST /v1/mobilities/{id}/agreement/signatures',
    },
    signThroughLink: {
      ...signing,
      name: 'sign-through-link',
      by: holderOf('sign-agreement', ['learner', 'guardian']),
      route: 'POST /sign/{secret}',
    },
  }),
  ...actionsOn<Returning>()({
    returnAgreement: {
      name: 'return-agreement',
      on: 'agreement',
      from: null,
      by: inPerson('recognise', ['coordinator'], 'hosting'),
      route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/objection',
      ledger: 'agreement.return',
      hinders: unlessSignedByHost,
    },
  }),
  ...actionsOn<Slipping>()({
    proposeSlip: {
      ...correcting,
      name: 'propose-slip',
      route: 'POST /v1/mobilities/{id}/agreement/slips',
      ledger: 'agreement.propose-slip',
      hinders: unlessCancelled,
    },
    confirmSlip: {
      ...correcting,
      name: 'confirm-slip',
      route: 'POST /v1/mobilities/{id}/agreement/slips/{slip}/confirmation',
      ledger: 'agreement.confirm-slip',
      hinders: unlessOwn,
    },
  }),
}
