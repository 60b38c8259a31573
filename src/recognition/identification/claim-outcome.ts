import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { highestLevel } from '../../measure/frameworks/framework.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { getOutcome, type Outcome, updateOutcome } from '../outcome-store.ts'
import { assertMay, assertUnblocked } from '../recognition.ts'
import { caseOf, touchRecognition } from '../store.ts'
import type { Claim } from './schemas.ts'

/** Says of an outcome that the learner claims it, or that it is dropped and why. May be said again until the stage ends. */
export async function claimOutcome(
  ctx: Context,
  recognitionId: string,
  competence: string,
  claim: z.infer<typeof Claim>,
): Promise<Outcome> {
  return write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(ctx.now()))
    assertMay('claim-outcome', facts, await actorNow(tx, ctx.actor))
    assertUnblocked('claim-outcome', facts)
    const outcome = await getOutcome(tx, recognitionId, competence)
    const selfLevel = claim.status === 'claimed' ? (claim.selfLevel ?? outcome.selfLevel) : outcome.selfLevel
    const framework = ctx.frameworks.get(recognition.frameworkId)
    if (framework && selfLevel !== null && selfLevel > highestLevel(framework)) {
      throw new Refusal('incomplete', 'There is no such level.', [
        { in: 'body', pointer: '/selfLevel', detail: `is at most ${highestLevel(framework)}` },
      ])
    }
    const now = ctx.now()
    const changed = await updateOutcome(tx, outcome.id, {
      status: claim.status,
      selfLevel,
      leftOutOf: null,
      remark:
        claim.status === 'dropped' ? claim.reason : outcome.kind === 'additional' ? outcome.remark : null,
      updatedAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    await record(
      tx,
      ctx,
      'outcome.claim',
      outcome.id,
      { recognitionId, competence, status: claim.status },
      caseOf(recognition),
    )
    return changed
  })
}
