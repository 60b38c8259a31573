import type { z } from 'zod'
import { type Context, write } from '../../../context.ts'
import { record } from '../../../custody/ledger/record.ts'
import { type Fault, notFound, Refusal } from '../../../errors.ts'
import { getMember, type Member } from '../../../parties/organisations/store.ts'
import { termsInForce } from '../../../parties/partnerships/store.ts'
import { dayOf } from '../../../platform/dates.ts'
import type { CaseFacts } from '../../case-facts.ts'
import { lockCase } from '../../case-facts-store.ts'
import { isOpen } from '../../stage.ts'
import { caseOf } from '../../store.ts'
import { type ConflictDeclaration, isConflicted } from '../assessor.ts'
import { lastMentored } from '../assessor-store.ts'
import { listAuthorisations } from '../authorisations/store.ts'
import { mayHaveRead } from './assignment.ts'
import type { NewAssignment } from './schemas.ts'
import {
  type Assignment,
  findAssignment,
  insertAssignment,
  listAssignments,
  writeDeclaration,
} from './store.ts'

/** Assigns a member of the caller's own organisation to one round of a case. One person takes one round of it. */
export async function assignAssessor(
  ctx: Context,
  recognitionId: string,
  { memberId, round }: z.infer<typeof NewAssignment>,
): Promise<Assignment> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const today = dayOf(now)
    const { recognition, facts } = await lockCase(tx, recognitionId, today)
    if (!isOpen(facts.stage)) throw new Refusal('wrong-state', `This case is ${facts.stage}.`)
    const { organisationId } = ctx.actor
    const side = organisationId === recognition.organisationId ? 'sending' : 'hosting'
    const { assessedBy } = await termsInForce(
      tx,
      recognition.organisationId,
      recognition.hostingOrganisationId,
      today,
    )
    if (assessedBy !== 'either' && assessedBy !== side) {
      throw new Refusal('forbidden', `By the memorandum, the ${assessedBy} organisation assesses.`)
    }
    const member = await getMember(tx, organisationId, memberId)
    const authorised = (await listAuthorisations(tx, organisationId, memberId)).some(
      (one) =>
        one.revokedAt === null &&
        one.frameworkId === recognition.frameworkId &&
        one.validFrom <= today &&
        today <= one.validUntil,
    )
    const faults = assigneeFaults(member, facts, authorised)
    if (faults.length > 0) throw new Refusal('incomplete', 'This member cannot assess this case.', faults)
    if (await findAssignment(tx, recognitionId, memberId)) {
      throw new Refusal(
        'conflict',
        'This member is assigned to the case already; one person takes one round.',
      )
    }
    const before = (await listAssignments(tx, recognitionId)).filter((one) => one.memberId === memberId)
    if (round !== 'adjudication' && mayHaveRead(before)) {
      throw new Refusal(
        'conflict',
        'The marks were open to this member as adjudicator; they can only be that again.',
      )
    }
    const row = await insertAssignment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId,
      memberId,
      memberOrganisationId: organisationId,
      round,
      state: 'assigned',
      assignedBy: ctx.actor.memberId,
      assignedAt: now,
    })
    await record(
      tx,
      ctx,
      'assessment.assign',
      row.id,
      { recognitionId, memberId, round },
      caseOf(recognition),
    )
    return row
  })
}

function assigneeFaults(member: Member, facts: CaseFacts, authorised: boolean): Fault[] {
  const say = (detail: string): Fault => ({ in: 'body', pointer: '/memberId', detail })
  return [
    ...(member.active && member.roles.includes('assessor') ? [] : [say('is not an active assessor')]),
    ...(authorised ? [] : [say('is not authorised to assess by this framework today')]),
    ...(facts.mentors.includes(member.id) ? [say('is the mentor of this case')] : []),
    ...(facts.validators.includes(member.id) ? [say('is the validator of this case')] : []),
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
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition } = await lockCase(tx, recognitionId, dayOf(now))
    const assignment = (await listAssignments(tx, recognitionId)).find((one) => one.id === assignmentId)
    if (!assignment || assignment.memberId !== ctx.actor.memberId) throw notFound('assignment of yours')
    if (assignment.state === 'withdrawn') throw new Refusal('conflict', 'This was withdrawn.')
    if (assignment.state !== 'assigned') throw new Refusal('conflict', 'This was declared already.')
    const mentored = await lastMentored(tx, assignment.memberId, recognition.mobilityId, now)
    const days = [declared.lastTrainedOn, mentored && dayOf(mentored)].filter((day) => day !== null)
    const whole = { ...declared, lastTrainedOn: days.sort().at(-1) ?? null }
    const state = isConflicted(whole, dayOf(now)) ? 'conflicted' : 'accepted'
    const row = await writeDeclaration(tx, assignmentId, { ...whole, state, declaredAt: now })
    await record(tx, ctx, 'assessment.declare', assignmentId, { recognitionId, state }, caseOf(recognition))
    return row
  })
}
