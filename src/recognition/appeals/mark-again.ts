import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { dayOf } from '../../platform/dates.ts'
import { type ConflictDeclaration, isConflicted } from '../assessment/assessor.ts'
import { lastMentored } from '../assessment/assessor-store.ts'
import { type Assignment, findAssignment, insertAssignment } from '../assessment/assignments/store.ts'
import type { LevelStanding } from '../assessment/level.ts'
import { authorisationFor, keepMarking } from '../assessment/marking.ts'
import { type Assessment, listAssessments } from '../assessment/store.ts'
import { getOutcome } from '../outcome-store.ts'
import type { Recognition } from '../store.ts'
import { holdAppeal } from './hold-appeal.ts'
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
  return write(ctx, async (tx) => {
    // 1. Who may, and whether this outcome is to be marked.
    const now = ctx.now()
    const { recognition, appeal } = await holdAppeal(tx, ctx, id, 'mark-again')
    if (!appeal.competences.includes(input.competence))
      throw new Refusal('wrong-state', 'This outcome is not appealed.')
    const outcome = await getOutcome(tx, recognition.id, input.competence)
    const earlier = await listAssessments(tx, recognition.id)
    if (earlier.some((one) => one.outcomeId === outcome.id && one.appealId === id))
      throw new Refusal('conflict', 'This outcome is marked again already; marks never change.')
    const assignment = await takeAssignment(tx, ctx, recognition, conflicts)
    const authorisation = await authorisationFor(tx, ctx, recognition, input.competence)

    // 2. Keep what is whole and fits, with its level, as any marks.
    const marking = { recognition, outcome, assignment, authorisation, appealId: id }
    const kept = await keepMarking(tx, marking, input, now)
    const marked = await store.updateAppeal(tx, id, {}, now)
    await writeLine(tx, ctx, {
      action: 'appeal.mark',
      subjectId: id,
      recognition,
      from: appeal.state,
      to: marked.state,
      details: { competence: input.competence },
    })
    return kept
  })
}

/** Assigns the assessor to the marking on appeal with what they declare; whoever marked before in it stays assigned. */
async function takeAssignment(
  tx: Tx,
  ctx: Context,
  recognition: Recognition,
  conflicts: ConflictDeclaration,
): Promise<Assignment> {
  const now = ctx.now()
  const memberId = ctx.actor.memberId as string
  const earlier = await findAssignment(tx, recognition.id, memberId)
  const mentored = await lastMentored(tx, memberId, recognition.mobilityId, now)
  const days = [conflicts.lastTrainedOn, mentored && dayOf(mentored)].filter((day) => day !== null)
  const declared = { ...conflicts, lastTrainedOn: days.sort().at(-1) ?? null }
  if (isConflicted(declared, dayOf(now)))
    throw new Refusal('forbidden', 'You have a conflict of interest in this case and cannot mark it.')
  if (earlier) return earlier
  return insertAssignment(tx, {
    ...declared,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    recognitionId: recognition.id,
    memberId,
    memberOrganisationId: ctx.actor.organisationId,
    round: 'appeal',
    state: 'accepted',
    assignedBy: memberId,
    assignedAt: now,
    declaredAt: now,
  })
}
