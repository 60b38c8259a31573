import type { HeldAuthorisation } from '../../db/schema/recognition/authorisations.ts'
import { addMonths } from '../../platform/dates.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Round } from './settlement.ts'
import { say } from './words.ts'

export type AssessorScope = { frameworkId: string; area: string | null; competence: string }
type Period = Omit<HeldAuthorisation, 'id'>

/** Whether an authorisation covers a competence on a calendar day. */
export function covers(held: Period, scope: AssessorScope, day: string): boolean {
  return (
    held.frameworkId === scope.frameworkId &&
    (held.area === null || held.area === scope.area) &&
    (held.competence === null || held.competence === scope.competence) &&
    held.validFrom <= day &&
    day <= held.validUntil
  )
}

/** Whether training that ended on a day lies less than two years before another. */
export function isWithinTwoYears(lastTrainedOn: string | null, day: string): boolean {
  if (lastTrainedOn === null) return false
  return lastTrainedOn > addMonths(day, -24)
}

export type ConflictDeclaration = {
  lastTrainedOn: string | null
  related: boolean
  otherConflict: string | null
}

/** Whether what an assessor declared keeps them from marking on a day. */
export function isConflicted(declared: ConflictDeclaration, day: string): boolean {
  return declared.related || declared.otherConflict !== null || isWithinTwoYears(declared.lastTrainedOn, day)
}

/** What must be known of one assessment to say whether its assessor may have given it. */
export type AssessorFacts = {
  round: Round
  assessorId: string
  assessedOn: string
  scope: AssessorScope
  authorisation: HeldAuthorisation
  assignment:
    | {
        memberId: string
        round: Round
        state: 'assigned' | 'accepted' | 'conflicted' | 'withdrawn'
        lastTrainedOn: string | null
      }
    | undefined
  /** The last day on which the assessor vouched, as mentor, for work of the same learner. */
  mentoredOn: string | null
}

/** Why an assessment cannot count because of who gave it, or null: assigned, free of conflict, authorised (ISO/IEC 17024 6.2). */
export function assessorFault(facts: AssessorFacts): Sentence | null {
  const { assignment, assessedOn } = facts
  if (assignment?.memberId !== facts.assessorId || assignment.round !== facts.round)
    return say('fault-not-assigned')
  if (assignment.state !== 'accepted') return say('fault-not-free')
  const trained = [assignment.lastTrainedOn, facts.mentoredOn]
  if (trained.some((day) => isWithinTwoYears(day, assessedOn))) return say('fault-trained')
  if (!covers(facts.authorisation, facts.scope, assessedOn)) return say('fault-not-authorised')
  return null
}

/** Who asks to read marks: in which round of the case they take part, and whether they could be asked to mark or have. */
export type Reader = {
  memberId: string | null
  round: Round | null
  isAssessor: boolean
  hasMarked: boolean
  /** Whether the case is still being assessed, and anybody may yet be asked to mark it. */
  underAssessment: boolean
}

/**
 * Whether an assessment of an outcome may be shown. Until it is settled, nobody but its assessor and the adjudicator sees
 * it; whoever is or may become the second assessor never does before they have marked the outcome themselves. That may be
 * anyone while the case is assessed; one who is assigned and has marked nothing yet may still be given another round.
 */
export function mayRead(
  row: { assessorId: string },
  reader: Reader,
  outcome: { settled: boolean; awaitsAdjudication: boolean; markedByReader: boolean },
): boolean {
  if (row.assessorId === reader.memberId) return true
  if (reader.round === 'adjudication') return outcome.settled || outcome.awaitsAdjudication
  if (!outcome.settled) return false
  if (reader.round === 'second' || reader.round === 'appeal') return outcome.markedByReader
  return reader.round === 'first' ? reader.hasMarked : !reader.isAssessor && !reader.underAssessment
}
