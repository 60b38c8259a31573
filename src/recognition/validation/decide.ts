import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { type LoadedCase, outcomeOf, settlementOf } from '../case.ts'
import { caseWith } from '../case-rows.ts'
import { theCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { validationActions } from './actions.ts'
import { decided, decisionFault, type Judged, judgedBy } from './decision.ts'
import { hashOfBasis } from './read-to-judge.ts'
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
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    return { ...loaded, readHash: () => hashOfBasis(loaded) }
  }
  return act(ctx, action, hold, async ({ tx, subject, actor, now }) => {
    const { recognition } = subject
    const faults = input.outcomes.flatMap((decision, index) => {
      const first = input.outcomes.findIndex(({ competence }) => competence === decision.competence)
      const fault = first < index ? say('decided-twice') : faultOf(decision, subject)
      return fault ? [{ in: 'body', pointer: `/outcomes/${index}`, detail: fault } satisfies Fault] : []
    })
    if (faults.length > 0) throw new Refusal('incomplete', say('decision-does-not-follow'), faults)
    const made = await insertDecisions(
      tx,
      input.outcomes.map(({ competence, result, reason }) => {
        const outcome = outcomeOf(subject, competence)
        return {
          ...caseOf(recognition),
          outcomeId: outcome.id,
          validatorId: actor.memberId!,
          ...decided(judgedOf(subject, outcome), result),
          reason,
          decidedAt: now,
        }
      }),
    )
    await touchRecognition(tx, recognitionId, now)
    const told = input.outcomes.map(({ competence, result }) => ({ competence, result }))
    return {
      value: caseWith(subject, { decisions: [...subject.decisions, ...made] }),
      subjectId: recognitionId,
      details: { outcomes: told },
    }
  })
}

const judgedOf = (loaded: LoadedCase, outcome: Outcome): Judged =>
  judgedBy(outcome, settlementOf(loaded, outcome.id).assessment ?? undefined)

type Given = z.infer<typeof NewDecision>['outcomes'][number]

function faultOf({ competence, result, reason }: Given, loaded: LoadedCase): Sentence | null {
  const outcome = loaded.outcomes.find((claimed) => claimed.competence === competence)
  if (outcome?.status !== 'claimed') return say('not-claimed')
  if (loaded.facts.outcomes.find(({ id }) => id === outcome.id)?.decision) return say('decided-already')
  return decisionFault(judgedOf(loaded, outcome), result, reason)
}
