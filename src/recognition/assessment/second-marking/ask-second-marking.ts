import type { z } from 'zod'
import { type Context, write } from '../../../context.ts'
import { record } from '../../../custody/ledger/record.ts'
import { Refusal } from '../../../errors.ts'
import { dayOf } from '../../../platform/dates.ts'
import { lockCase } from '../../case-facts-store.ts'
import { getOutcome } from '../../outcome-store.ts'
import { caseOf, touchRecognition } from '../../store.ts'
import { readSettlements } from '../store.ts'
import type { NewSecondMarking } from './schemas.ts'
import { insertSecondMarking, type SecondMarking } from './store.ts'

/**
 * Asks for an outcome to be marked a second time while the case is in assessment. After that it takes an appeal, which
 * has marks of its own.
 */
export async function askSecondMarking(
  ctx: Context,
  recognitionId: string,
  { competence, reason }: z.infer<typeof NewSecondMarking>,
): Promise<SecondMarking> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    if (recognition.organisationId !== ctx.actor.organisationId) {
      throw new Refusal('forbidden', 'Only the sending organisation may do this.')
    }
    if (facts.stage !== 'assessment') {
      throw new Refusal('wrong-state', `This is possible in assessment; the case is in ${facts.stage}.`)
    }
    const outcome = await getOutcome(tx, recognitionId, competence)
    const { assessments } = await readSettlements(tx, recognitionId)
    const own = assessments.filter((one) => one.outcomeId === outcome.id)
    if (own.length === 0) throw new Refusal('wrong-state', 'This outcome has no first marks yet.')
    if (own.some((one) => one.round === 'second')) {
      throw new Refusal('conflict', 'This outcome was marked a second time already.')
    }
    const row = await insertSecondMarking(tx, recognition, {
      outcomeId: outcome.id,
      reasons: [reason],
      askedBy: ctx.actor.memberId,
      createdAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    await record(
      tx,
      ctx,
      'assessment.ask-second',
      row.id,
      { recognitionId, competence, reason },
      caseOf(recognition),
    )
    return row
  })
}
