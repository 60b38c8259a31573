import type { z } from 'zod'
import { getVersionById } from '../agreements/store.ts'
import { acceptedEvidence, countMet, levelOf } from '../assessment/level.ts'
import { markingFaults } from '../assessment/marking.ts'
import { type Assessment, insertAssessment, listAssessments } from '../assessment/store.ts'
import { type Context, write } from '../context.ts'
import { listEvidence } from '../documentation/store.ts'
import { Refusal } from '../errors.ts'
import { record } from '../platform/audit/record.ts'
import { getOutcome } from '../recognitions/store.ts'
import { appealRules } from './appeal.ts'
import { holdAppeal } from './hold-appeal.ts'
import type { NewAppealMarks } from './schemas.ts'
import * as store from './store.ts'

/** A validator who took no part takes the appeal on; from then on nobody else decides it. */
export async function hearAppeal(ctx: Context, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const { appeal } = await holdAppeal(tx, ctx, id, 'hear')
    const now = ctx.now()
    const memberId = ctx.actor.memberId as string
    const changes = { state: appealRules.hear.to, handlerId: memberId, heardAt: now }
    const heard = await store.moveAppeal(tx, appeal, 'hear', changes, { memberId, personId: null }, now)
    await record(tx, ctx, 'appeal.hear', id)
    return heard
  })
}

/**
 * An assessor who took no part marks an appealed outcome again. The marks count once the appeal is decided by them;
 * they are made once and never change.
 */
export async function markAgain(
  ctx: Context,
  id: string,
  input: z.infer<typeof NewAppealMarks>,
): Promise<Assessment> {
  return write(ctx, async (tx) => {
    const { recognition, appeal } = await holdAppeal(tx, ctx, id, 'mark-again')
    if (!appeal.competences.includes(input.competence))
      throw new Refusal('wrong-state', 'This outcome is not appealed.')
    const outcome = await getOutcome(tx, recognition.id, input.competence)
    const earlier = await listAssessments(tx, recognition.id)
    if (earlier.some((one) => one.outcomeId === outcome.id && one.round === 'appeal'))
      throw new Refusal('conflict', 'This outcome is marked again already; marks never change.')
    const evidence = (await listEvidence(tx, recognition.id)).filter((one) =>
      one.outcomeIds.includes(outcome.id),
    )
    const agreement = await getVersionById(tx, recognition.agreementVersionId)
    const faults = markingFaults(input, outcome, evidence, agreement.content)
    if (faults.length > 0)
      throw new Refusal('incomplete', 'The marks are not complete or do not fit.', faults)
    const now = ctx.now()
    const memberId = ctx.actor.memberId as string
    const accepted = acceptedEvidence(input.judgements)
    const marked = await insertAssessment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId: recognition.id,
      outcomeId: outcome.id,
      assessorId: memberId,
      assessorOrganisationId: ctx.actor.organisationId,
      round: 'appeal',
      agreementHash: agreement.hash,
      judgements: input.judgements,
      marks: input.marks,
      level: levelOf(countMet(outcome.criteria, input.marks, accepted)),
      submittedAt: now,
    })
    await store.moveAppeal(tx, appeal, 'mark-again', {}, { memberId, personId: null }, now)
    await record(tx, ctx, 'appeal.mark', id, { competence: input.competence, level: marked.level })
    return marked
  })
}
