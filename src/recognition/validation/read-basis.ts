import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import { assertMay, roleFor } from '../../platform/actions/may.ts'
import { explain } from '../assessment/explanation.ts'
import { isWhollyReadable } from '../assessment/readable.ts'
import { settle } from '../assessment/settlement.ts'
import { followedVersion, type LoadedCase } from '../case.ts'
import { isVouchedFor } from '../documentation/evidence.ts'
import { loadCaseFor } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { validationActions } from './actions.ts'
import { gainOf, isImproved, isReached, judgedBy, suggestedResult } from './decision.ts'
import { deviationsOf } from './deviations.ts'
import { hashOfBasis } from './read-to-judge.ts'

/**
 * All that a decision rests on, outcome by outcome; there from the moment that every marking is settled. That an assessor
 * read marks that are closed to assessors is on record: they mark no appeal of the case afterwards.
 */
export async function readBasis(ctx: Context, recognitionId: string) {
  const { readDecisionBasis: action } = validationActions
  return write(ctx, async (tx, actor) => {
    const { loaded } = await loadCaseFor(tx, actor, recognitionId, ctx.now())
    assertMay(action, loaded, actor)
    if (!isWhollyReadable(loaded, actor))
      await writeDown(tx, ctx, action, loaded, { subjectId: recognitionId }, roleFor(action, actor))
    return basisOfCase(loaded)
  })
}

/** What the decision on a case rests on; whoever shows it asks first who may see it. */
export function basisOfCase(loaded: LoadedCase) {
  const { outcomes } = loaded
  const { version: agreement } = followedVersion(loaded)
  return {
    hash: hashOfBasis(loaded),
    agreement: { version: agreement.number, hash: agreement.hash },
    deviations: deviationsOf(loaded),
    outcomes: outcomes
      .filter(({ status }) => status === 'claimed')
      .map((outcome) => basisOf(outcome, loaded)),
  }
}

function basisOf(outcome: Outcome, { assessments, secondMarkings, evidence, declarations }: LoadedCase) {
  const { id, competence, kind, baseline, target, selfLevel, criteria } = outcome
  const markings = assessments.filter(({ outcomeId }) => outcomeId === id)
  const secondMarkingFor = secondMarkings.flatMap(({ outcomeId, reasons }) =>
    outcomeId === id ? reasons : [],
  )
  const { assessment } = settle(markings, secondMarkingFor.length > 0)
  const judged = judgedBy(outcome, assessment ?? undefined)
  const { level, baselineFound } = judged
  const gain = gainOf(judged)
  return {
    competence,
    kind,
    baseline,
    baselineFound,
    target,
    selfLevel,
    selfGap: assessment?.selfGap ?? null,
    level,
    explanation: assessment ? explain(criteria, assessment.marks, assessment.judgements) : null,
    suggested: {
      result: suggestedResult(judged),
      reached: isReached(judged),
      improved: isImproved(gain),
      gain,
    },
    secondMarkingFor,
    settledBy: assessment?.id ?? null,
    markings: markings.map((row) => ({ row, explanation: explain(criteria, row.marks, row.judgements) })),
    evidence: evidence
      .filter(({ outcomeIds }) => outcomeIds.includes(id))
      .map((piece) => ({ piece, vouchedFor: isVouchedFor(piece.row, declarations) })),
  }
}

export type BasisOfDecision = Awaited<ReturnType<typeof readBasis>>
