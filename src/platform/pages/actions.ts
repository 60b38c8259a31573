import { actionsOn } from '../actions/action.ts'

export const linkPageActions = actionsOn()({
  openLink: {
    name: 'open',
    on: 'link',
    from: null,
    by: { service: 'consequence' },
    route: null,
    ledger: 'link.open',
  },
})
