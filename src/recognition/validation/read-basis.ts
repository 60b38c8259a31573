import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { refusalOf } from '../../platform/actions/may.ts'
import { dayOf } from '../../platform/dates.ts'
import { explain } from '../assessment/explanation.ts'
import { readableOf } from '../assessment/readable.ts'
import { settle } from '../assessment/settlement.ts'
import type { Assessment } from '../assessment/store.ts'
import { assignmentOf, followedVersion, type LoadedCase } from '../case.ts'
import { isVouchedFor } from '../documentation/evidence.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import { loadCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { validationActions } from './actions.ts'
import { isImproved, isReached, suggestedResult } from './decision.ts'
import { deviationsOf } from './deviations.ts'

/** All that a decision rests on, outcome by outcome; there from the moment that every marking is settled. */
export async function readBasis(ctx: Context, recognitionId: string) {
  return write(ctx, async (tx) => {
    const loaded = await loadCase(tx, recognitionId, dayOf(ctx.now()))
    const { facts, outcomes, evidence, declarations, secondMarkings } = loaded
    if (['identification', 'documentation', 'assessment'].includes(facts.stage)) {
      throw new Refusal('wrong-state', `There is nothing to decide yet; this case is in ${facts.stage}.`)
    }
    const assessments = await markingsFor(tx, ctx, loaded)
    const { version: agreement, signatures } = followedVersion(loaded)
    const signed = signatures.map(({ signedAt }) => dayOf(signedAt))
    const rows = evidence.map(({ row }) => row)
    return {
      agreement: { version: agreement.number, hash: agreement.hash },
      deviations: deviationsOf(agreement.content, signed.sort().at(-1) ?? '', facts.outdated, outcomes, rows),
      outcomes: outcomes
        .filter(({ status }) => status === 'claimed')
        .map((outcome) => {
          const reasons = secondMarkings.flatMap((row) => (row.outcomeId === outcome.id ? row.reasons : []))
          const own = assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
          return basisOf(outcome, own, reasons, evidence, declarations)
        }),
    }
  })
}

/**
 * Every marking of the case, or a refusal: half of them would suggest another result. They are closed to whoever may still
 * be asked to mark, but not to who decides or hears an appeal and is assigned to nothing in the case; that an assessor read
 * them so is on record, and they mark no appeal of the case afterwards.
 */
async function markingsFor(tx: Tx, ctx: Context, loaded: LoadedCase): Promise<Assessment[]> {
  const { assessments, facts, appeals } = loaded
  const actor = await actorNow(tx, ctx.actor)
  if (readableOf(loaded, actor).length === assessments.length) return assessments
  const { memberId } = actor
  const decides =
    memberId !== null &&
    !assignmentOf(loaded, memberId) &&
    (refusalOf(validationActions.decideOutcomes, loaded, actor) === null ||
      facts.validators.includes(memberId) ||
      appeals.some(({ handlerId }) => handlerId === memberId))
  if (!decides)
    throw new Refusal(
      'forbidden',
      'Some marks of this case are not open to you, and so neither is what follows from them.',
    )
  const { id: subjectId } = loaded.recognition
  await writeDown(tx, ctx, validationActions.readDecisionBasis, loaded, { subjectId })
  return assessments
}

type Declared = Parameters<typeof isVouchedFor>[1]
type Reason = LoadedCase['secondMarkings'][number]['reasons'][number]

function basisOf(
  outcome: Outcome,
  markings: Assessment[],
  secondMarkingFor: Reason[],
  evidence: EvidenceWithOutcomes[],
  declared: Declared,
) {
  const { competence, kind, baseline, target, selfLevel, criteria } = outcome
  const { assessment } = settle(markings, secondMarkingFor.length > 0)
  const level = assessment?.level ?? null
  const judged = { target, baseline, level }
  return {
    competence,
    kind,
    baseline,
    target,
    selfLevel,
    selfGap: assessment?.selfGap ?? null,
    level,
    explanation: assessment ? explain(criteria, assessment.marks, assessment.judgements) : null,
    suggested: { result: suggestedResult(judged), reached: isReached(judged), improved: isImproved(judged) },
    secondMarkingFor,
    settledBy: assessment?.id ?? null,
    markings: markings.map((row) => ({ row, explanation: explain(criteria, row.marks, row.judgements) })),
    evidence: evidence
      .filter((one) => one.outcomeIds.includes(outcome.id))
      .map((one) => ({ piece: one, vouchedFor: isVouchedFor(one.row, declared) })),
  }
}

export type Basis = Awaited<ReturnType<typeof readBasis>>
