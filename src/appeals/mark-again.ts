import type { z } from 'zod'
import { evidenceWindowOf } from '../agreements/agreement.ts'
import { getVersionById } from '../agreements/store.ts'
import { type ConflictDeclaration, isConflicted } from '../assessment/assessor.ts'
import { lastMentored } from '../assessment/assessor-store.ts'
import { type Assignment, findAssignment, insertAssignment } from '../assessment/assignment-store.ts'
import { findAuthorisation } from '../assessment/authorisation-store.ts'
import { acceptedEvidence, countMet, type LevelStanding, levelOf, standings } from '../assessment/level.ts'
import { judgementFaults, markFaults } from '../assessment/marks.ts'
import { selfGapOf } from '../assessment/second-marking.ts'
import { type Assessment, insertAssessment, listAssessments } from '../assessment/store.ts'
import { type Context, write } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { isReleased } from '../documentation/evidence.ts'
import { listDeclarations, listEvidence } from '../documentation/store.ts'
import { Refusal } from '../errors.ts'
import { competenceOf } from '../frameworks/framework.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { getOutcome } from '../recognitions/outcome-store.ts'
import type { Recognition } from '../recognitions/store.ts'
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
    const authorisation = await assertAuthorised(tx, ctx, recognition, input.competence)

    // 2. Whether what was sent is whole and fits, as for any marks.
    const evidence = (await listEvidence(tx, recognition.id)).filter(
      (one) => one.outcomeIds.includes(outcome.id) && isReleased(one.row),
    )
    const agreement = await getVersionById(tx, outcome.agreementVersionId)
    const declared = await listDeclarations(tx, recognition.id)
    const window = evidenceWindowOf(agreement.content, outcome.competence)
    const faults = [
      ...judgementFaults(input.judgements, evidence, window, declared),
      ...markFaults(input.marks, outcome.criteria, evidence),
    ]
    if (faults.length > 0)
      throw new Refusal('incomplete', 'The marks are not complete or do not fit.', faults)

    // 3. Keep it, with its level.
    const counted = countMet(outcome.criteria, input.marks, acceptedEvidence(input.judgements))
    const level = levelOf(counted)
    const assessment = await insertAssessment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId: recognition.id,
      outcomeId: outcome.id,
      assessorId: assignment.memberId,
      assessorOrganisationId: assignment.memberOrganisationId,
      round: 'appeal',
      appealId: id,
      assignmentId: assignment.id,
      authorisation,
      agreementHash: agreement.hash,
      judgements: input.judgements,
      marks: input.marks,
      level,
      selfGap: selfGapOf(outcome.selfLevel, level),
      submittedAt: now,
    })
    const by = { memberId: assignment.memberId, personId: null }
    await store.moveAppeal(tx, appeal, 'mark-again', {}, by, now)
    await record(tx, ctx, 'appeal.mark', id, { competence: input.competence }, recognition)
    return { assessment, standings: standings(counted) }
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

async function assertAuthorised(tx: Tx, ctx: Context, { frameworkId }: Recognition, competence: string) {
  const { organisationId, memberId } = ctx.actor
  const framework = ctx.frameworks.get(frameworkId)
  const area = framework ? (competenceOf(framework, competence)?.area.code ?? null) : null
  const assessor = { organisationId, memberId: memberId as string }
  const found = await findAuthorisation(tx, assessor, { frameworkId, area, competence }, dayOf(ctx.now()))
  if (!found) throw new Refusal('forbidden', `You are not authorised to assess ${competence} today.`)
  return found
}
