import { actionsOn, holderOf, inPerson } from '../../platform/actions/action.ts'

export const questionActions = actionsOn()({
  askQuestion: {
    name: 'ask-question',
    on: 'person',
    from: null,
    by: holderOf('me', ['learner', 'guardian']),
    route: 'POST /me/{secret}/questions',
    ledger: 'question.ask',
  },
  recordAnswer: {
    name: 'answer',
    on: 'question',
    from: ['open'],
    by: inPerson('register', ['coordinator', 'admin'], 'own'),
    route: 'POST /v1/questions/{id}/answer',
    ledger: 'question.answer',
  },
})
