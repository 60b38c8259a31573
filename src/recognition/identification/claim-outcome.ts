import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { highestLevel } from '../../measure/frameworks/framework.ts'
import { outcomeOf } from '../case.ts'
import { theCase } from '../load-case.ts'
import { type Outcome, updateOutcome } from '../outcome-store.ts'
import { touchRecognition } from '../store.ts'
import { identificationActions } from './actions.ts'
import type { Claim } from './schemas.ts'
import { selfAssessed, selfFaults } from './self-assessment.ts'
import { say } from './words.ts'

/** Says of an outcome that the learner claims it, or that it is dropped and why. May be said again until the stage ends. */
export async function claimOutcome(
  ctx: Context,
  recognitionId: string,
  competence: string,
  claim: z.infer<typeof Claim>,
): Promise<Outcome> {
  const { claimOutcome: action } = identificationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const outcome = outcomeOf(subject, competence)
    const self = selfAssessed(outcome, claim)
    const framework = ctx.frameworks.get(subject.recognition.frameworkId)
    const faults = selfFaults(self, framework && highestLevel(framework))
    if (faults.length > 0) throw new Refusal('incomplete', say('no-such-level'), faults)
    const changed = await updateOutcome(tx, outcome.id, {
      status: claim.status,
      ...self,
      leftOutOf: null,
      remark:
        claim.status === 'dropped' ? claim.reason : outcome.kind === 'additional' ? outcome.remark : null,
      updatedAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    return {
      value: changed,
      subjectId: outcome.id,
      details: { recognitionId, competence, status: claim.status },
    }
  })
}
