import {
  actionsOn,
  clients,
  type Hindrance,
  holderOf,
  people,
  type Subject,
} from '../../platform/actions/action.ts'
import { type Actor, roles } from '../../platform/auth/access.ts'
import type { CaseStanding } from '../case.ts'
import type { AppealKind, AppealState } from './appeal.ts'

/** What the table has to know of an appeal: `took.any` is everyone who had a part in what it is about. */
export type AppealStanding = Subject & {
  state: AppealState
  kind: AppealKind
  handlerId: string | null
  markingAskedAt: Date | null
}

const hearing: AppealState[] = ['in-hearing']

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
        return { reason: 'forbidden', sentence: 'This needs the role "coordinator".' }
      if (kind === 'complaint')
        return { reason: 'wrong-state', sentence: 'A complaint changes no result; nothing is marked again.' }
      return markingAskedAt ? { reason: 'conflict', sentence: 'The assessors were asked already.' } : null
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
      if (handlerId === memberId)
        return { reason: 'forbidden', sentence: 'You hear this appeal; somebody else marks again.' }
      if (organisationId !== hostingOrganisationId || markingAskedAt) return null
      const sentence = 'The assessors of the hosting organisation mark again when they are asked to.'
      return { reason: 'forbidden', sentence }
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
  return handlerId === memberId ? null : { reason: 'forbidden', sentence: 'Somebody else hears this appeal.' }
}
