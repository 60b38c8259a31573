import { actionsOn, holderOf, inPerson } from '../../platform/actions/action.ts'

const answering = {
  on: 'data-request',
  by: inPerson('administer', ['admin', 'coordinator'], 'own'),
} as const

export const dataRequestActions = actionsOn()({
  recordDataRequest: {
    name: 'record-data-request',
    on: 'person',
    from: null,
    by: inPerson('register', ['coordinator', 'admin'], 'own'),
    hidden: 'person',
    route: 'POST /v1/people/{id}/data-requests',
    ledger: 'data-request.record',
  },
  askAboutData: {
    name: 'ask-about-data',
    on: 'person',
    from: null,
    by: holderOf('me', ['learner', 'guardian']),
    route: 'POST /me/{secret}/data-requests',
    ledger: 'data-request.record',
  },
  extendDataRequest: {
    ...answering,
    name: 'extend',
    from: ['open'],
    route: 'POST /v1/data-requests/{id}/extension',
    ledger: 'data-request.extend',
  },
  recordDataAnswer: {
    ...answering,
    name: 'answer',
    from: ['open', 'extended'],
    route: 'POST /v1/data-requests/{id}/answer',
    ledger: 'data-request.answer',
  },
})
