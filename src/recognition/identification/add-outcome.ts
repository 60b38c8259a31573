import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { suggestCriteria } from '../../measure/frameworks/suggest-criteria.ts'
import { outcomeFaults } from '../../mobility/agreements/agreement.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { insertOutcomes, type Outcome } from '../outcome-store.ts'
import { assertMay, assertUnblocked } from '../recognition.ts'
import { caseOf, touchRecognition } from '../store.ts'
import type { AdditionalOutcome } from './schemas.ts'

/** Adds an outcome that nobody planned. It goes the same way as the others and is marked "additional" for ever. */
export async function addOutcome(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof AdditionalOutcome>,
): Promise<Outcome> {
  return write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(ctx.now()))
    assertMay('claim-outcome', facts, await actorNow(tx, ctx.actor))
    assertUnblocked('claim-outcome', facts)
    const framework = ctx.frameworks.get(recognition.frameworkId)
    if (!framework)
      throw new Refusal('wrong-state', `The framework ${recognition.frameworkId} is not loaded.`)
    const faults = outcomeFaults(framework, [input]).map((fault) => ({
      ...fault,
      pointer: fault.pointer.replace('/outcomes/0', ''),
    }))
    if (facts.outcomes.some((one) => one.competence === input.competence)) {
      faults.push({ in: 'body', pointer: '/competence', detail: 'is in this case already' })
    }
    if (faults.length > 0) throw new Refusal('incomplete', 'The outcome does not fit.', faults)
    const now = ctx.now()
    const [outcome] = await insertOutcomes(tx, [
      {
        ...caseOf(recognition),
        agreementVersionId: recognition.agreementVersionId,
        competence: input.competence,
        kind: 'additional',
        status: 'claimed',
        baseline: input.baseline,
        target: input.target,
        selfLevel: input.selfLevel,
        criteria: input.criteria ?? suggestCriteria(framework, input.competence, input.target),
        methods: input.methods,
        remark: input.description,
        updatedAt: now,
      },
    ])
    await touchRecognition(tx, recognitionId, now)
    await record(
      tx,
      ctx,
      'outcome.add',
      outcome!.id,
      { recognitionId, competence: input.competence },
      caseOf(recognition),
    )
    return outcome!
  })
}
