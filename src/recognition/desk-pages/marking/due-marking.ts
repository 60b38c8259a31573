import type { Assignment } from '../../assessment/assignments/store.ts'
import { assignmentOf, type CaseRows, settlementOf } from '../../case.ts'
import type { Outcome } from '../../outcome-store.ts'

type Rows = Pick<CaseRows, 'assessments' | 'secondMarkings' | 'outcomes' | 'assignments' | 'recognition'>

/** The outcomes that a member can mark now, in the round that they are assigned to, in the order of their codes. */
export function dueForMarking(rows: CaseRows, memberId: string | null): Outcome[] {
  const assignment = assignmentOf(rows, memberId)
  if (rows.recognition.stage !== 'assessment' || assignment?.state !== 'accepted') return []
  return rows.outcomes
    .filter((outcome) => outcome.status === 'claimed' && isDue(rows, outcome, assignment))
    .sort((first, second) => (first.competence < second.competence ? -1 : 1))
}

/** Whether this round of the outcome is the one that is due. */
const isDue = (rows: Pick<Rows, 'assessments' | 'secondMarkings'>, { id }: Outcome, { round }: Assignment) =>
  settlementOf(rows, id).awaits === round

/** Where an outcome is marked at a desk. */
export const outcomeAt = (
  secret: string,
  { recognitionId, competence }: { recognitionId: string; competence: string },
): string => `/desk/${secret}/recognitions/${recognitionId}/outcomes/${encodeURIComponent(competence)}`
