import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { type CaseFacts, type LoadedCase, outcomeOf } from '../case.ts'
import { caseWith } from '../case-rows.ts'
import { theCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { validationActions } from './actions.ts'
import { decisionFault, isImproved, type Judged } from './decision.ts'
import type { NewDecision } from './schemas.ts'
import { insertDecisions } from './store.ts'
import { say } from './words.ts'

/** The validator's final word on one or more outcomes. It is given once for each and never changes. */
export async function decide(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof NewDecision>,
): Promise<LoadedCase> {
  const { decideOutcomes: action } = validationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const { recognition, facts, outcomes } = subject
    const faults = input.outcomes.flatMap((decision, index) => {
      const first = input.outcomes.findIndex(({ competence }) => competence === decision.competence)
      const fault = first < index ? say('decided-twice') : faultOf(decision, outcomes, facts)
      return fault ? [{ in: 'body', pointer: `/outcomes/${index}`, detail: fault } satisfies Fault] : []
    })
    if (faults.length > 0) throw new Refusal('incomplete', say('decision-does-not-follow'), faults)
    const made = await insertDecisions(
      tx,
      input.outcomes.map(({ competence, result, reason }) => {
        const outcome = outcomeOf(subject, competence)
        const judged = judgedOf(outcome, facts)
        const assessed = result !== 'not-assessed'
        return {
          ...caseOf(recognition),
          outcomeId: outcome.id,
          validatorId: actor.memberId!,
          result,
          level: assessed ? judged.level : null,
          improved: assessed && isImproved(judged),
          reason,
          decidedAt: now,
        }
      }),
    )
    await touchRecognition(tx, recognitionId, now)
    const decided = input.outcomes.map(({ competence, result }) => ({ competence, result }))
    return {
      value: caseWith(subject, { decisions: [...subject.decisions, ...made] }),
      subjectId: recognitionId,
      details: { outcomes: decided },
    }
  })
}

function judgedOf(outcome: Outcome, facts: CaseFacts): Judged {
  const level = facts.outcomes.find(({ id }) => id === outcome.id)?.level ?? null
  return { target: outcome.target, baseline: outcome.baseline, level }
}

type Decided = z.infer<typeof NewDecision>['outcomes'][number]

function faultOf(decided: Decided, outcomes: Outcome[], facts: CaseFacts): Sentence | null {
  const outcome = outcomes.find(({ competence }) => competence === decided.competence)
  if (outcome?.status !== 'claimed') return say('not-claimed')
  if (facts.outcomes.find(({ id }) => id === outcome.id)?.decision) return say('decided-already')
  return decisionFault(judgedOf(outcome, facts), decided.result, decided.reason)
}
