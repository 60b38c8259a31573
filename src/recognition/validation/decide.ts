import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import type { CaseFacts } from '../case-facts.ts'
import { lockCase } from '../case-facts-store.ts'
import { listOutcomes, type Outcome } from '../outcome-store.ts'
import { assertMay } from '../recognition.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { decisionFault, isImproved, type Judged } from './decision.ts'
import type { NewDecision } from './schemas.ts'
import { insertDecisions } from './store.ts'

/** The validator's final word on one or more outcomes. It is given once for each and never changes. */
export async function decide(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof NewDecision>,
): Promise<void> {
  await write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    assertMay('decide', facts, await actorNow(tx, ctx.actor))
    const outcomes = await listOutcomes(tx, recognitionId)
    const faults = input.outcomes.flatMap((one, index) => {
      const twice = input.outcomes.findIndex((other) => other.competence === one.competence) < index
      const fault = twice ? 'is decided twice' : faultOf(one, outcomes, facts)
      return fault ? [{ in: 'body', pointer: `/outcomes/${index}`, detail: fault } satisfies Fault] : []
    })
    if (faults.length > 0)
      throw new Refusal('incomplete', 'The decision does not follow from the marks.', faults)
    await insertDecisions(
      tx,
      input.outcomes.map((one) => {
        const outcome = outcomes.find((other) => other.competence === one.competence)!
        const judged = judgedOf(outcome, facts)
        const assessed = one.result !== 'not-assessed'
        return {
          ...caseOf(recognition),
          outcomeId: outcome.id,
          validatorId: ctx.actor.memberId as string,
          result: one.result,
          level: assessed ? judged.level : null,
          improved: assessed && isImproved(judged),
          reason: one.reason,
          decidedAt: now,
        }
      }),
    )
    await touchRecognition(tx, recognitionId, now)
    await record(
      tx,
      ctx,
      'validation.decide',
      recognitionId,
      {
        outcomes: input.outcomes.map(({ competence, result }) => ({ competence, result })),
      },
      caseOf(recognition),
    )
  })
}

function judgedOf(outcome: Outcome, facts: CaseFacts): Judged {
  const level = facts.outcomes.find((one) => one.id === outcome.id)?.level ?? null
  return { target: outcome.target, baseline: outcome.baseline, level }
}

type One = z.infer<typeof NewDecision>['outcomes'][number]

function faultOf(one: One, outcomes: Outcome[], facts: CaseFacts): string | null {
  const outcome = outcomes.find((other) => other.competence === one.competence)
  if (outcome?.status !== 'claimed') return 'is not a claimed outcome of this case'
  if (facts.outcomes.find((other) => other.id === outcome.id)?.decision) return 'has a final decision already'
  return decisionFault(judgedOf(outcome, facts), one.result, one.reason)
}
