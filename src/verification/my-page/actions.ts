import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

export const myPageActions = actionsOn()({
  makePageLink: {
    name: 'make-page-link',
    on: 'person',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin']),
    hidden: 'person',
    route: 'POST /v1/people/{id}/page-links',
    ledger: 'person.link',
  },
})
