import type { HeldAuthorisation } from '../../db/schema/recognition/authorisations.ts'
import type { Hindrance } from '../../platform/actions/action.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { CaseStanding } from '../case.ts'
import { isWithinTwoYears } from './assessor.ts'
import type { Assignment } from './assignments/store.ts'
import { say } from './words.ts'

/** Who is about to mark an outcome: how they are assigned, when they trained its learner, and what authorises them. */
export type Marker = {
  assignment: Assignment
  /** The last day on which they vouched, as mentor, for work of the same learner. */
  mentoredOn: string | null
  today: string
  competence: string
  /** Null where they are not authorised for this competence today. */
  authorisation: HeldAuthorisation | null
}

/** A case of which something is marked; whoever asks in general, for lists, does not say by whom and what. */
export type MarkingStanding = CaseStanding & {
  marker?: Marker | undefined
  assignment?: Assignment | undefined
}

/** Marks are given by who is assigned to give them, has declared to be free of conflict and is authorised. */
export function unlessMayMark(standing: MarkingStanding, actor: Actor): Hindrance | null {
  const unassigned = unlessAssigned(standing, actor)
  if (unassigned || !standing.marker) return unassigned
  const { assignment, mentoredOn, today, authorisation, competence } = standing.marker
  if (assignment.state === 'assigned') return { reason: 'wrong-state', sentence: say('declare-first') }
  if ([assignment.lastTrainedOn, mentoredOn].some((day) => isWithinTwoYears(day, today)))
    return { reason: 'forbidden', sentence: say('conflict-of-interest') }
  return authorisation ? null : { reason: 'forbidden', sentence: say('not-authorised', { competence }) }
}

/** Whoever is assigned and has declared to be free of conflict puts down what they are about to give. */
export function unlessMayDraft(standing: MarkingStanding, actor: Actor): Hindrance | null {
  const unassigned = unlessAssigned(standing, actor)
  if (unassigned || !standing.assignment || standing.assignment.state === 'accepted') return unassigned
  return { reason: 'forbidden', sentence: say('not-free') }
}

function unlessAssigned({ facts }: CaseStanding, { memberId }: Actor): Hindrance | null {
  if (!facts.assigned || facts.assigned.some((assignment) => assignment.memberId === memberId)) return null
  const isConflicted = facts.conflicted?.includes(memberId ?? '')
  return { reason: 'forbidden', sentence: say(isConflicted ? 'conflict-of-interest' : 'not-assigned') }
}
