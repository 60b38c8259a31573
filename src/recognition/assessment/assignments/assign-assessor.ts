import type { z } from 'zod'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { type Fault, notFound, Refusal } from '../../../errors.ts'
import { getMember, type Member } from '../../../parties/organisations/store.ts'
import { termsOfCase } from '../../../parties/partnerships/terms-of-case.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { Case, CaseFacts } from '../../case.ts'
import { theCase } from '../../load-case.ts'
import { assessmentActions } from '../actions.ts'
import { type ConflictDeclaration, isConflicted } from '../assessor.ts'
import { lastMentored } from '../assessor-store.ts'
import { type Authorisation, listAuthorisations } from '../authorisations/store.ts'
import type { Round } from '../settlement.ts'
import { say } from '../words.ts'
import { mayHaveRead } from './assignment.ts'
import type { NewAssignment } from './schemas.ts'
import { type Assignment, insertAssignment, writeDeclaration } from './store.ts'

/** Assigns a member of the caller's own organisation to one round of a case. One person takes one round of it. */
export async function assignAssessor(
  ctx: Context,
  recognitionId: string,
  { memberId, round }: z.infer<typeof NewAssignment>,
): Promise<Assignment> {
  const { assignAssessor: action } = assessmentActions
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    // Today's memorandum says who assigns; the one that was signed under, who marks.
    return { ...loaded, assessedBy: termsOfCase(loaded).assessedBy }
  }
  return act(ctx, action, hold, async ({ tx, subject, actor, now }) => {
    const { recognition } = subject
    const { organisationId } = actor
    const member = await getMember(tx, organisationId, memberId)
    const held = await listAuthorisations(tx, organisationId, memberId)
    const refusal = refusalToAssign(subject, { member, held, round })
    if (refusal) throw refusal
    const row = await insertAssignment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId,
      memberId,
      memberOrganisationId: organisationId,
      round,
      state: 'assigned',
      assignedBy: actor.memberId,
      assignedAt: now,
    })
    return { value: row, subjectId: row.id, details: { recognitionId, memberId, round } }
  })
}

type Assignee = { member: Member; held: readonly Authorisation[]; round: Round }

/** Why a member cannot be assigned to a round of a case, by their rights and the parts that they took in it; null: they can. */
export function refusalToAssign(
  loaded: Pick<Case, 'recognition' | 'facts' | 'today' | 'assignments'>,
  { member, held, round }: Assignee,
): Refusal | null {
  const { recognition, facts, today, assignments } = loaded
  const authorised = held.some(
    (row) =>
      row.revokedAt === null &&
      row.frameworkId === recognition.frameworkId &&
      row.validFrom <= today &&
      today <= row.validUntil,
  )
  const faults = assigneeFaults(member, facts, authorised)
  if (faults.length > 0) return new Refusal('incomplete', say('cannot-assess'), faults)
  const before = assignments.filter(({ memberId }) => memberId === member.id)
  if (before.some(({ state }) => state !== 'withdrawn'))
    return new Refusal('conflict', say('assigned-already'))
  return round !== 'adjudication' && mayHaveRead(before)
    ? new Refusal('conflict', say('adjudicator-only'))
    : null
}

function assigneeFaults(member: Member, facts: CaseFacts, authorised: boolean): Fault[] {
  const fault = (detail: Sentence): Fault => ({ in: 'body', pointer: '/memberId', detail })
  return [
    ...(member.active && member.roles.includes('assessor') ? [] : [fault(say('not-an-assessor'))]),
    ...(authorised ? [] : [fault(say('not-authorised-by-framework'))]),
    ...(facts.mentors.includes(member.id) ? [fault(say('is-the-mentor'))] : []),
    ...(facts.validators.includes(member.id) ? [fault(say('is-the-validator'))] : []),
  ]
}

/**
 * Says once, as the one who is assigned, whether there is a conflict of interest. Who trained the learner within two years,
 * is related to them or names any other conflict stays assigned in the record and cannot mark; nor can one who is known to
 * have mentored them.
 */
export async function declareConflicts(
  ctx: Context,
  recognitionId: string,
  assignmentId: string,
  declared: ConflictDeclaration,
): Promise<Assignment> {
  const { declareConflicts: action } = assessmentActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const assignment = subject.assignments.find(({ id }) => id === assignmentId)
    if (!assignment || assignment.memberId !== actor.memberId) throw notFound('assignment-of-yours')
    if (assignment.state === 'withdrawn') throw new Refusal('conflict', say('withdrawn'))
    if (assignment.state !== 'assigned') throw new Refusal('conflict', say('declared-already'))
    const mentored = await lastMentored(tx, assignment.memberId, subject.recognition.mobilityId, now)
    const days = [declared.lastTrainedOn, mentored && dayOf(mentored, subject.settings.timeZone)].filter(
      (day) => day !== null,
    )
    const whole = { ...declared, lastTrainedOn: days.sort().at(-1) ?? null }
    const state = isConflicted(whole, subject.today) ? 'conflicted' : 'accepted'
    const row = await writeDeclaration(tx, assignmentId, { ...whole, state, declaredAt: now })
    return { value: row, subjectId: assignmentId, details: { recognitionId, state } }
  })
}
