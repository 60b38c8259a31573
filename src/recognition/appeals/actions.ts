import {
  actionsOn,
  clients,
  type Hindrance,
  holderOf,
  people,
  type Subject,
} from '../../platform/actions/action.ts'
import { say as sayOfTable } from '../../platform/actions/words.ts'
import { type Actor, roles } from '../../platform/auth/access.ts'
import type { CaseStanding } from '../case.ts'
import type { AppealKind, AppealState } from './appeal.ts'
import { say } from './words.ts'

/** What the table has to know of an appeal: `took.any` is everyone who had a part in what it is about. */
export type AppealStanding = Subject & {
  state: AppealState
  kind: AppealKind
  handlerId: string | null
  markingAskedAt: Date | null
}

const hearing: AppealState[] = ['in-hearing']
const needsCoordinator = sayOfTable('needs-role', { roles: sayOfTable('role', { role: 'coordinator' }) })

export const appealLinkActions = actionsOn<CaseStanding>()({
  makeAppealLink: {
    name: 'make-appeal-link',
    on: 'recognition',
    from: null,
    by: clients('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'recognition',
    route: 'POST /v1/recognitions/{id}/appeal-links',
    ledger: 'appeal.link',
  },
  showResults: {
    name: 'show-results',
    on: 'recognition',
    from: null,
    by: holderOf('appeal', ['learner', 'guardian']),
    route: 'GET /appeal/{secret}',
    ledger: 'appeal.show-results',
  },
  submitAppeal: {
    name: 'submit-appeal',
    on: 'recognition',
    from: null,
    by: holderOf('appeal', ['learner', 'guardian']),
    route: 'POST /appeal/{secret}',
    ledger: 'appeal.submit',
  },
})

export const appealActions = actionsOn<AppealStanding>()({
  withdrawAppeal: {
    name: 'withdraw',
    on: 'appeal',
    from: ['submitted', 'in-hearing'],
    to: 'withdrawn',
    by: holderOf('appeal', ['learner', 'guardian']),
    route: 'POST /appeal/{secret}/withdrawal',
    ledger: 'appeal.withdraw',
  },
  hearAppeal: {
    name: 'hear',
    on: 'appeal',
    from: ['submitted'],
    to: 'in-hearing',
    by: people('recognise', ['validator'], 'sending'),
    apart: 'any',
    route: 'POST /v1/appeals/{id}/hearing',
    ledger: 'appeal.hear',
  },
  askMarking: {
    name: 'ask-marking',
    on: 'appeal',
    from: hearing,
    to: 'in-hearing',
    // It judges nothing: who took part in the case may do it too, and whoever hears the appeal in whatever role.
    by: people('recognise', roles, 'sending'),
    route: 'POST /v1/appeals/{id}/marking-request',
    ledger: 'appeal.ask-marking',
    hinders: ({ kind, markingAskedAt, handlerId }, actor) => {
      if (!actor.roles.includes('coordinator') && handlerId !== actor.memberId)
        return { reason: 'forbidden', sentence: needsCoordinator }
      if (kind === 'complaint') return { reason: 'wrong-state', sentence: say('complaint-changes-nothing') }
      return markingAskedAt ? { reason: 'conflict', sentence: say('asked-already') } : null
    },
  },
  markAgain: {
    name: 'mark-again',
    on: 'appeal',
    from: hearing,
    to: 'in-hearing',
    by: people('recognise', ['assessor'], 'assessing'),
    apart: 'any',
    route: 'POST /v1/appeals/{id}/marks',
    ledger: 'appeal.mark',
    hinders: ({ handlerId, hostingOrganisationId, markingAskedAt }, { memberId, organisationId }) => {
      if (handlerId === memberId) return { reason: 'forbidden', sentence: say('you-hear') }
      if (organisationId !== hostingOrganisationId || markingAskedAt) return null
      return { reason: 'forbidden', sentence: say('hosting-when-asked') }
    },
  },
  upholdAppeal: {
    name: 'uphold',
    on: 'appeal',
    from: hearing,
    to: 'upheld',
    by: people('recognise', ['validator'], 'sending'),
    apart: 'any',
    route: 'POST /v1/appeals/{id}/decision',
    operation: 'decideAppeal',
    ledger: 'appeal.uphold',
    hinders: onlyWhoHears,
  },
  rejectAppeal: {
    name: 'reject',
    on: 'appeal',
    from: hearing,
    to: 'rejected',
    by: people('recognise', ['validator'], 'sending'),
    apart: 'any',
    route: 'POST /v1/appeals/{id}/decision',
    operation: 'decideAppeal',
    ledger: 'appeal.reject',
    hinders: onlyWhoHears,
  },
})

function onlyWhoHears({ handlerId }: AppealStanding, { memberId }: Actor): Hindrance | null {
  return handlerId === memberId ? null : { reason: 'forbidden', sentence: say('somebody-else-hears') }
}
