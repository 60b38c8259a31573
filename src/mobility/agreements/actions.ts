import { actionsOn, clients, holderOf, people } from '../../platform/actions/action.ts'

const drafting = {
  on: 'agreement',
  from: null,
  by: clients('register', ['coordinator', 'admin'], 'sending'),
  hidden: 'mobility',
} as const

export const agreementActions = actionsOn()({
  draftAgreement: {
    ...drafting,
    name: 'draft-agreement',
    route: 'POST /v1/mobilities/{id}/agreement/versions',
    ledger: 'agreement.draft',
  },
  withdrawAgreement: {
    ...drafting,
    name: 'withdraw-agreement',
    route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/withdrawal',
    ledger: 'agreement.withdraw',
  },
  makeSigningLink: {
    ...drafting,
    name: 'make-signing-link',
    route: 'POST /v1/mobilities/{id}/agreement/links',
    ledger: 'agreement.link',
  },
  signAgreement: {
    name: 'sign-agreement',
    on: 'agreement',
    from: null,
    by: people('recognise', ['coordinator'], 'either'),
    route: 'POST /v1/mobilities/{id}/agreement/signatures',
    ledger: 'agreement.sign',
  },
  signThroughLink: {
    name: 'sign-through-link',
    on: 'agreement',
    from: null,
    by: holderOf('sign-agreement', ['learner', 'guardian']),
    route: 'POST /sign/{secret}',
    ledger: 'agreement.sign',
  },
})
