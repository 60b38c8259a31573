import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { type ConflictDeclaration, isConflicted } from '../assessment/assessor.ts'
import { gatherAssessor } from '../assessment/assessor-store.ts'
import { type Assignment, insertAssignment } from '../assessment/assignments/store.ts'
import type { LevelStanding } from '../assessment/level.ts'
import { keepMarking, requireAuthorisation } from '../assessment/marking.ts'
import type { Assessment } from '../assessment/store.ts'
import { assignmentOf, type LoadedCase, outcomeOf } from '../case.ts'
import { appealActions } from './actions.ts'
import { theAppeal } from './hold-appeal.ts'
import type { NewAppealMarks } from './schemas.ts'
import * as store from './store.ts'

/**
 * An assessor of whichever side assesses by the memorandum, who took no part, is authorised and declares to be free of
 * conflict, marks an appealed outcome again. The marks count once the appeal is decided by them; they are made once and
 * never change. Returns them with each level judged.
 */
export async function markAgain(
  ctx: Context,
  id: string,
  { conflicts, ...input }: z.infer<typeof NewAppealMarks>,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  const hold = theAppeal(ctx, id, store.getAppealToMark)
  return act(ctx, appealActions.markAgain, hold, async ({ tx, subject, actor, now }) => {
    // 1. Whether this outcome is to be marked, by somebody free of conflict who is authorised.
    const { appeal, loaded } = subject
    const { recognition } = loaded
    if (!appeal.competences.includes(input.competence))
      throw new Refusal('wrong-state', 'This outcome is not appealed.')
    const outcome = outcomeOf(loaded, input.competence)
    if (loaded.assessments.some((row) => row.outcomeId === outcome.id && row.appealId === id))
      throw new Refusal('conflict', 'This outcome is marked again already; marks never change.')
    const assessor = { organisationId: actor.organisationId, memberId: actor.memberId! }
    const { mentoredOn, authorised } = await gatherAssessor(tx, assessor, recognition.mobilityId, now)
    const assignment = await takeAssignment(tx, loaded, assessor, { conflicts, mentoredOn }, now)
    const authorisation = requireAuthorisation(ctx, authorised, recognition, input.competence)

    // 2. Keep what is whole and fits, with its level, as any marks.
    const marking = { loaded, outcome, assignment, authorisation, appealId: id }
    const kept = await keepMarking(tx, marking, input, now)
    await store.updateAppeal(tx, id, {}, now)
    return { value: kept, subjectId: id, details: { competence: input.competence } }
  })
}

/** Assigns the assessor to the marking on appeal with what they declare; whoever marked before in it stays assigned. */
async function takeAssignment(
  tx: Tx,
  loaded: LoadedCase,
  { organisationId, memberId }: { organisationId: string; memberId: string },
  { conflicts, mentoredOn }: { conflicts: ConflictDeclaration; mentoredOn: string | null },
  now: Date,
): Promise<Assignment> {
  const { recognition, today } = loaded
  const earlier = assignmentOf(loaded, memberId)
  const days = [conflicts.lastTrainedOn, mentoredOn].filter((day) => day !== null)
  const declared = { ...conflicts, lastTrainedOn: days.sort().at(-1) ?? null }
  if (isConflicted(declared, today))
    throw new Refusal('forbidden', 'You have a conflict of interest in this case and cannot mark it.')
  if (earlier) return earlier
  return insertAssignment(tx, {
    ...declared,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    recognitionId: recognition.id,
    memberId,
    memberOrganisationId: organisationId,
    round: 'appeal',
    state: 'accepted',
    assignedBy: memberId,
    assignedAt: now,
    declaredAt: now,
  })
}
