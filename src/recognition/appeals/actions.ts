import type { HeldAuthorisation } from '../../db/schema/recognition/authorisations.ts'
import {
  actionsOn,
  type Hindrance,
  holderOf,
  inPerson,
  onBehalf,
  type Subject,
} from '../../platform/actions/action.ts'
import { say as sayOfTable } from '../../platform/actions/words.ts'
import { type Actor, roles } from '../../platform/auth/access.ts'
import { say as sayOfMarks } from '../assessment/words.ts'
import type { CaseStanding } from '../case.ts'
import type { AppealKind, AppealState } from './appeal.ts'
import { say } from './words.ts'

/** What the table has to know of an appeal: `took.any` is everyone who had a part in what it is about. */
export type AppealStanding = Subject & {
  state: AppealState
  kind: AppealKind
  handlerId: string | null
  markingAskedAt: Date | null
  marker?: AppealMarker | undefined
}

/** Who is about to mark an outcome again, and whether it can be; whoever asks in general does not say what. */
export type AppealMarker = {
  competence: string
  appealed: boolean
  marked: boolean
  /** By what they declare, and by the last day on which they vouched, as mentor, for work of the same learner. */
  conflicted: boolean
  authorisation: HeldAuthorisation | null
}

const hearing: AppealState[] = ['in-hearing']
const needsCoordinator = sayOfTable('needs-role', { roles: sayOfTable('role', { role: 'coordinator' }) })

export const appealLinkActions = actionsOn<CaseStanding>()({
  makeAppealLink: {
    name: 'make-appeal-link',
    on: 'recognition',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
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
    by: inPerson('recognise', ['validator'], 'sending'),
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
    by: inPerson('recognise', roles, 'sending'),
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
    by: inPerson('recognise', ['assessor'], 'assessing'),
    apart: 'any',
    signIn: true,
    judges: 'alone',
    route: 'POST /v1/appeals/{id}/marks',
    ledger: 'appeal.mark',
    hinders: unlessMayMarkAgain,
  },
  upholdAppeal: {
    name: 'uphold',
    on: 'appeal',
    from: hearing,
    to: 'upheld',
    by: inPerson('recognise', ['validator'], 'sending'),
    apart: 'any',
    signIn: true,
    route: 'POST /v1/appeals/{id}/decision',
    operation: 'decideAppeal',
    judges: 'alone',
    ledger: 'appeal.uphold',
    hinders: onlyWhoHears,
  },
  rejectAppeal: {
    name: 'reject',
    on: 'appeal',
    from: hearing,
    to: 'rejected',
    by: inPerson('recognise', ['validator'], 'sending'),
    apart: 'any',
    signIn: true,
    route: 'POST /v1/appeals/{id}/decision',
    operation: 'decideAppeal',
    judges: 'alone',
    ledger: 'appeal.reject',
    hinders: onlyWhoHears,
  },
})

function onlyWhoHears({ handlerId }: AppealStanding, { memberId }: Actor): Hindrance | null {
  return handlerId === memberId ? null : { reason: 'forbidden', sentence: say('somebody-else-hears') }
}

function unlessMayMarkAgain(appeal: AppealStanding, { memberId, organisationId }: Actor): Hindrance | null {
  const { handlerId, hostingOrganisationId, markingAskedAt, marker } = appeal
  if (handlerId === memberId) return { reason: 'forbidden', sentence: say('you-hear') }
  if (organisationId === hostingOrganisationId && !markingAskedAt)
    return { reason: 'forbidden', sentence: say('hosting-when-asked') }
  return marker ? unlessFree(marker) : null
}

function unlessFree({
  competence,
  appealed,
  marked,
  conflicted,
  authorisation,
}: AppealMarker): Hindrance | null {
  if (!appealed) return { reason: 'wrong-state', sentence: say('not-appealed') }
  if (marked) return { reason: 'conflict', sentence: say('marked-already') }
  if (conflicted) return { reason: 'forbidden', sentence: say('conflicted') }
  return authorisation
    ? null
    : { reason: 'forbidden', sentence: sayOfMarks('not-authorised', { competence }) }
}
