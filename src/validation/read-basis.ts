import { getVersionById, listSignatures } from '../agreements/store.ts'
import { explain } from '../assessment/explanation.ts'
import { listSecondMarkings } from '../assessment/second-marking-store.ts'
import { type Assessment, readableAssessments } from '../assessment/store.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { isVouchedFor } from '../documentation/evidence.ts'
import { type EvidenceWithOutcomes, listDeclarations, listEvidence } from '../documentation/store.ts'
import { Refusal } from '../errors.ts'
import { dayOf } from '../platform/dates.ts'
import { gatherFacts } from '../recognitions/case-facts-store.ts'
import { listOutcomes, type Outcome } from '../recognitions/outcome-store.ts'
import { settle } from '../recognitions/settlement.ts'
import { getRecognition } from '../recognitions/store.ts'
import { isImproved, isReached, suggestedResult } from './decision.ts'
import { deviationsOf } from './deviations.ts'

/** All that a decision rests on, outcome by outcome; there from the moment that every marking is settled. */
export async function readBasis(tx: Tx, ctx: Context, recognitionId: string) {
  const recognition = await getRecognition(tx, recognitionId)
  const facts = await gatherFacts(tx, recognition, dayOf(ctx.now()))
  if (['identification', 'documentation', 'assessment'].includes(facts.stage)) {
    throw new Refusal('wrong-state', `There is nothing to decide yet; this case is in ${facts.stage}.`)
  }
  const outcomes = await listOutcomes(tx, recognitionId)
  const evidence = await listEvidence(tx, recognitionId)
  const declared = await listDeclarations(tx, recognitionId)
  const assessments = await readableAssessments(tx, ctx.actor, recognitionId)
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
