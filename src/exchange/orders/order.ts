import { actions } from '../../actions.ts'
import { guardianMaySign, isWithHost, missingSignatories } from '../../mobility/agreements/agreement.ts'
import type { Agreement } from '../../mobility/agreements/agreement-rows.ts'
import type { Action } from '../../platform/actions/action.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import type { Case } from '../../recognition/case.ts'
import { presentBlockers } from '../../recognition/recognition.ts'
import type { Order } from './store.ts'

export type OrderKind = Order['kind']

/** What each order has done; nothing else can be ordered, and nothing of it judges, decides, issues or revokes. */
export const orderable = {
  'open-cases': ['openRecognition'],
  'complete-stages': ['completeIdentification', 'completeDocumentation', 'completeAssessment'],
  'send-links': ['makeSigningLink', 'makeInformationLink', 'makeDeclarationLink'],
} as const satisfies Record<OrderKind, readonly (keyof typeof actions)[]>

type Orderable = (typeof orderable)[OrderKind][number]

/** The rows of the table that an order has done. */
export const orderedActions = (kind: OrderKind): Action[] => orderable[kind].map(rowOf)

const rowOf = (key: Orderable): Action => actions[key]

/** One thing that is due by an order: the action, and what its route takes. */
export type DueByOrder = {
  action: Action
  params: Record<string, string>
  body: object
  /** Tells it from everything else that the same order has done. */
  key: string
  /** The link that would be sent, where it is one. */
  link?: DueLink
}

/** A link that is due: for whom, and of what; where the last thing of its kind is older than that moment it is due anew. */
export type DueLink = LinkedAs & {
  template: 'sign-agreement' | 'read-information' | 'declare-authorship'
  purpose: 'sign-agreement' | 'acknowledge-information' | 'declare-authorship'
  subjectId: string
  since: Date | null
}

/** A mobility of the organisation with its agreement, and its case where there is one. */
export type StandingWithCase = Agreement & { loaded: Case | undefined }

export function dueBy(kind: OrderKind, standing: StandingWithCase, now: Date): DueByOrder[] {
  if (standing.mobility.cancelledAt !== null) return []
  switch (kind) {
    case 'open-cases':
      return openingDue(standing)
    case 'complete-stages':
      return completingDue(standing)
    case 'send-links':
      return [...signingLinksDue(standing, now), ...caseLinksDue(standing)]
  }
}

const newestStanding = ({ versions }: Agreement) => {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  return newest?.returned ? undefined : newest
}

function openingDue({ mobility, loaded, ...agreement }: StandingWithCase): DueByOrder[] {
  const newest = newestStanding({ mobility, ...agreement })
  if (loaded || !newest || missingSignatories(newest).length > 0) return []
  const { id: mobilityId } = mobility
  return [{ action: rowOf('openRecognition'), params: {}, body: { mobilityId }, key: newest.version.id }]
}

const completing = {
  identification: 'completeIdentification',
  documentation: 'completeDocumentation',
  assessment: 'completeAssessment',
} as const

function completingDue({ loaded }: StandingWithCase): DueByOrder[] {
  if (!loaded || presentBlockers(loaded.facts).length > 0) return []
  const { id, stage, stageSince } = loaded.recognition
  const key = Object.entries(completing).find(([of]) => of === stage)?.[1]
  if (!key) return []
  const action = rowOf(key)
  return [{ action, params: { id }, body: { action: action.name }, key: `${id} ${stageSince.toISOString()}` }]
}

/** Signatures of the learner and of guardians that are missing. */
function signingLinksDue(standing: StandingWithCase, now: Date): DueByOrder[] {
  const newest = newestStanding(standing)
  const { mobility } = standing
  if (!newest || !isWithHost(newest.version, mobility)) return []
  return missingSignatories(newest).flatMap(({ party, secondGuardian = false }): DueByOrder[] => {
    if (party !== 'learner' && !(party === 'guardian' && guardianMaySign(newest, now))) return []
    const purpose = 'sign-agreement' as const
    const link = { template: purpose, purpose, subjectId: newest.version.id, since: null }
    const action = rowOf('makeSigningLink')
    return [linkDue(action, mobility.id, { ...link, party, secondGuardian }, { party, secondGuardian })]
  })
}

/** What waits for the learner in the case itself: to read what it is about, and to say that what was brought is theirs. */
function caseLinksDue({ loaded }: StandingWithCase): DueByOrder[] {
  if (!loaded) return []
  const { recognition, facts } = loaded
  const link = { party: 'learner' as const, subjectId: recognition.id }
  const waiting = new Set(presentBlockers(facts).map(({ code }) => code))
  if (waiting.has('information-not-acknowledged'))
    return [
      linkDue(rowOf('makeInformationLink'), recognition.id, {
        ...link,
        ...{ template: 'read-information', purpose: 'acknowledge-information', since: null },
      }),
    ]
  // They say so once, when all of it is there.
  if (!waiting.has('authorship-missing') || waiting.has('evidence-missing') || waiting.has('evidence-held'))
    return []
  const since = loaded.declarations.findLast(({ kind }) => kind === 'authorship')?.at ?? null
  return [
    linkDue(rowOf('makeDeclarationLink'), recognition.id, {
      ...link,
      ...{ template: 'declare-authorship', purpose: 'declare-authorship', since },
    }),
  ]
}

function linkDue(action: Action, id: string, link: DueLink, holder: object = {}): DueByOrder {
  const { subjectId, party, secondGuardian = false, since } = link
  const key = [subjectId, party, secondGuardian, since?.toISOString() ?? ''].join(' ')
  return { action, params: { id }, body: { ...holder, deliver: 'mail' }, key, link }
}
