import { actionsOn, holderOf, onBehalf } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../../recognition/case.ts'
import { openStages } from '../../recognition/stage.ts'

const linkActions = actionsOn()({
  makePageLink: {
    name: 'make-page-link',
    on: 'person',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin']),
    hidden: 'person',
    route: 'POST /v1/people/{id}/page-links',
    ledger: 'person.link',
  },
  // Whoever has the address asked for it, or somebody else: nobody knows.
  sendPageLink: {
    name: 'send-page-link',
    on: 'person',
    from: null,
    by: { service: 'consequence' },
    route: null,
    ledger: 'person.send-link',
  },
})

const caseActions = actionsOn<CaseStanding>()({
  withdrawByLink: {
    name: 'withdraw-by-link',
    on: 'recognition',
    from: openStages,
    to: 'withdrawn',
    by: holderOf('me', ['learner', 'guardian']),
    route: 'POST /me/{secret}/withdrawal/{subject}',
    ledger: 'recognition.withdraw',
    reason: true,
  },
})

export const myPageActions = { ...linkActions, ...caseActions }
