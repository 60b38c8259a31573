import { actionsOn, onBehalf } from '../../platform/actions/action.ts'

const ending = { from: null, by: onBehalf('register', ['coordinator', 'admin']), ledger: 'link.end' } as const

export const linkActions = actionsOn()({
  endLink: {
    ...ending,
    name: 'end',
    on: 'link',
    hidden: 'link',
    route: 'POST /v1/links/{id}/end',
  },
  endLinksOfPerson: {
    ...ending,
    name: 'end-links',
    on: 'person',
    hidden: 'person',
    route: 'POST /v1/people/{id}/links/end',
  },
})
