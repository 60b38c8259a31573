import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { type ConflictDeclaration, isConflicted } from '../assessment/assessor.ts'
import { gatherAssessor } from '../assessment/assessor-store.ts'
import { type Assignment, insertAssignment } from '../assessment/assignments/store.ts'
import type { LevelStanding } from '../assessment/level.ts'
import { authorisationToday, keepMarking } from '../assessment/marking.ts'
import type { Assessment } from '../assessment/store.ts'
import { assignmentOf, type LoadedCase, outcomeOf } from '../case.ts'
import { type AppealMarker, appealActions } from './actions.ts'
import { type HeldAppeal, theAppeal } from './hold-appeal.ts'
import type { NewAppealMarks } from './schemas.ts'
import * as store from './store.ts'

type Given = z.infer<typeof NewAppealMarks>
type Marker = AppealMarker & { declared: ConflictDeclaration }

/**
 * An assessor of whichever side assesses by the memorandum, who took no part, is authorised and declares to be free of
 * conflict, marks an appealed outcome again. The marks count once the appeal is decided by them; they are made once and
 * never change. Returns them with each level judged.
 */
export async function markAgain(
  ctx: Context,
  id: string,
  given: Given,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  const hold = async (tx: Tx) => {
    const held = await theAppeal(ctx, id, store.getAppealToMark)(tx)
    return { ...held, marker: await markerOf(tx, ctx, held, given) }
  }
  return act(ctx, appealActions.markAgain, hold, async ({ tx, subject, actor, now }) => {
    const { loaded, marker } = subject
    const outcome = outcomeOf(loaded, given.competence)
    const assignment = await takeAssignment(tx, loaded, actor, marker!.declared, now)
    const marking = { loaded, outcome, assignment, authorisation: marker!.authorisation!, appealId: id }
    const kept = await keepMarking(tx, marking, given, now)
    await store.updateAppeal(tx, id, {}, now)
    return { value: kept, subjectId: id, details: { competence: given.competence } }
  })
}

/** What decides whether the actor may mark this outcome again; nobody's, where no person acts. */
async function markerOf(
  tx: Tx,
  ctx: Context,
  { appeal, loaded }: HeldAppeal,
  { competence, conflicts }: Given,
): Promise<Marker | undefined> {
  const { organisationId, memberId } = ctx.actor
  if (memberId === null) return undefined
  const { recognition, today, outcomes, assessments } = loaded
  const outcome = outcomes.find((row) => row.competence === competence)
  const assessor = { organisationId, memberId }
  const { mentoredOn, authorised } = await gatherAssessor(
    tx,
    assessor,
    recognition.mobilityId,
    ctx.now(),
    loaded.settings.timeZone,
  )
  const days = [conflicts.lastTrainedOn, mentoredOn].filter((day) => day !== null)
  const declared = { ...conflicts, lastTrainedOn: days.sort().at(-1) ?? null }
  return {
    competence,
    declared,
    appealed: appeal.competences.includes(competence),
    marked: assessments.some((row) => row.outcomeId === outcome?.id && row.appealId === appeal.id),
    conflicted: isConflicted(declared, today),
    authorisation: authorisationToday(ctx.frameworks, authorised, loaded, competence),
  }
}

/** Assigns the assessor to the marking on appeal with what they declare; whoever marked before in it stays assigned. */
async function takeAssignment(
  tx: Tx,
  loaded: LoadedCase,
  { organisationId, memberId }: Actor,
  declared: ConflictDeclaration,
  now: Date,
): Promise<Assignment> {
  const { recognition } = loaded
  const earlier = assignmentOf(loaded, memberId)
  if (earlier) return earlier
  return insertAssignment(tx, {
    ...declared,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    recognitionId: recognition.id,
    memberId: memberId!,
    memberOrganisationId: organisationId,
    round: 'appeal',
    state: 'accepted',
    assignedBy: memberId!,
    assignedAt: now,
    declaredAt: now,
  })
}
