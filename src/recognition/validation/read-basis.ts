import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getVersionById, listSignatures } from '../../mobility/agreements/store.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { findAssignment } from '../assessment/assignments/store.ts'
import { explain } from '../assessment/explanation.ts'
import { listSecondMarkings } from '../assessment/second-marking/store.ts'
import { type Assessment, listAssessments, readableAssessments } from '../assessment/store.ts'
import type { CaseFacts } from '../case-facts.ts'
import { gatherFacts } from '../case-facts-store.ts'
import { isVouchedFor } from '../documentation/evidence.ts'
import { type EvidenceWithOutcomes, listDeclarations, listEvidence } from '../documentation/store.ts'
import { listOutcomes, type Outcome } from '../outcome-store.ts'
import { actionsOf } from '../recognition.ts'
import { settle } from '../settlement.ts'
import { caseOf, getRecognition, type Recognition } from '../store.ts'
import { isImproved, isReached, suggestedResult } from './decision.ts'
import { deviationsOf } from './deviations.ts'
import { hearsAppeal } from './store.ts'

/** All that a decision rests on, outcome by outcome; there from the moment that every marking is settled. */
export async function readBasis(ctx: Context, recognitionId: string) {
  return write(ctx, (tx) => gatherBasis(tx, ctx, recognitionId))
}

async function gatherBasis(tx: Tx, ctx: Context, recognitionId: string) {
  const recognition = await getRecognition(tx, recognitionId)
  const facts = await gatherFacts(tx, recognition, dayOf(ctx.now()))
  if (['identification', 'documentation', 'assessment'].includes(facts.stage)) {
    throw new Refusal('wrong-state', `There is nothing to decide yet; this case is in ${facts.stage}.`)
  }
  const outcomes = await listOutcomes(tx, recognitionId)
  const evidence = await listEvidence(tx, recognitionId)
  const declared = await listDeclarations(tx, recognitionId)
  const assessments = await markingsFor(tx, ctx, recognition, facts)
  const second = await listSecondMarkings(tx, recognitionId)
  const agreement = await getVersionById(tx, recognition.agreementVersionId)
  const signed = (await listSignatures(tx, agreement.id)).map((one) => dayOf(one.signedAt))
  const rows = evidence.map((one) => one.row)
  return {
    agreement: { version: agreement.number, hash: agreement.hash },
    deviations: deviationsOf(agreement.content, signed.sort().at(-1) ?? '', facts.outdated, outcomes, rows),
    outcomes: outcomes
      .filter((one) => one.status === 'claimed')
      .map((outcome) => {
        const reasons = second.flatMap((one) => (one.outcomeId === outcome.id ? one.reasons : []))
        const own = assessments.filter((one) => one.outcomeId === outcome.id)
        return basisOf(outcome, own, reasons, evidence, declared)
      }),
  }
}

/**
 * Every marking of the case, or a refusal: half of them would suggest another result. They are closed to whoever may still
 * be asked to mark, but not to who decides or hears an appeal and is assigned to nothing in the case; that an assessor read them so is on record, and they mark
 * no appeal of the case afterwards.
 */
async function markingsFor(
  tx: Tx,
  ctx: Context,
  recognition: Recognition,
  facts: CaseFacts,
): Promise<Assessment[]> {
  const all = await listAssessments(tx, recognition.id)
  const open = await readableAssessments(tx, ctx.actor, recognition.id)
  if (open.length === all.length) return all
  const actor = await actorNow(tx, ctx.actor)
  const { memberId } = actor
  const decides =
    memberId !== null &&
    !(await findAssignment(tx, recognition.id, memberId)) &&
    (actionsOf(facts, actor).some(({ action }) => action === 'decide') ||
      facts.validators.includes(memberId) ||
      (await hearsAppeal(tx, recognition.id, memberId)))
  if (!decides)
    throw new Refusal(
      'forbidden',
      'Some marks of this case are not open to you, and so neither is what follows from them.',
    )
  await record(tx, ctx, 'decision-basis.read', recognition.id, {}, caseOf(recognition))
  return all
}

type Declared = Parameters<typeof isVouchedFor>[1]
type Reason = Awaited<ReturnType<typeof listSecondMarkings>>[number]['reasons'][number]

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
