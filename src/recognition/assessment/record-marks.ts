import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { assignmentOf, type LoadedCase, outcomeOf, settlementOf, termsOfCase } from '../case.ts'
import { theCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { touchRecognition } from '../store.ts'
import { assessmentActions } from './actions.ts'
import { isWithinTwoYears } from './assessor.ts'
import { gatherAssessor } from './assessor-store.ts'
import type { Assignment } from './assignments/store.ts'
import { deleteDraft } from './draft-store.ts'
import { acceptedEvidence, countMet, type LevelStanding, standings } from './level.ts'
import { keepMarking, requireAuthorisation } from './marking.ts'
import { watchAgreement } from './rater-agreement/watch-agreement.ts'
import type { NewAssessment } from './schemas.ts'
import { quarterStart, reasonsFor } from './second-marking/second-marking.ts'
import { countSampled, insertSecondMarking } from './second-marking/store.ts'
import type { Assessment } from './store.ts'

type Input = z.infer<typeof NewAssessment>

/**
 * Submits an assessor's judgement of one outcome, in the round that they are assigned to: every piece of its evidence
 * judged, every criterion marked. The level is computed and stored with it. What was submitted never changes, and an
 * outcome is marked once in each round. The first marks draw whether there are second ones.
 */
export async function recordMarks(
  ctx: Context,
  recognitionId: string,
  input: Input,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  const { recordMarks: action } = assessmentActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    const { recognition } = subject
    const outcome = outcomeOf(subject, input.competence)
    const assignment = assignmentOf(subject, actor.memberId)!

    // 1. Whether they are free of conflict, and authorised for this outcome today.
    const memberId = assignment.memberId
    const assessor = { organisationId: actor.organisationId, memberId }
    const { mentoredOn, authorised } = await gatherAssessor(tx, assessor, recognition.mobilityId, now)
    assertFree(assignment, mentoredOn, subject.today)
    const authorisation = requireAuthorisation(ctx, authorised, recognition, outcome.competence)

    // 2. Whether this round of this outcome is due.
    assertDue(subject, outcome, assignment.round)

    // 3. Keep what is whole and fits, with its level, and draw or compare.
    const marking = { loaded: subject, outcome, assignment, authorisation, appealId: null }
    const kept = await keepMarking(tx, marking, input, now)
    const { assessment } = kept
    await deleteDraft(tx, outcome.id, memberId)
    if (assignment.round === 'first') await drawSecondMarking(tx, subject, outcome, assessment, now)
    if (assignment.round === 'second') await watchAgreement(tx, ctx, subject)
    await touchRecognition(tx, recognitionId, now)
    return {
      value: kept,
      subjectId: assessment.id,
      // The level stays out of the ledger: a second assessor who may read it must not learn it there.
      details: { recognitionId, competence: outcome.competence, round: assignment.round },
    }
  })
}

function assertFree(assignment: Assignment, mentoredOn: string | null, today: string): void {
  if (assignment.state === 'assigned') {
    throw new Refusal('wrong-state', 'Declare first whether you have a conflict of interest in this case.')
  }
  const trained = [assignment.lastTrainedOn, mentoredOn]
  if (trained.some((day) => isWithinTwoYears(day, today))) {
    throw new Refusal('forbidden', 'You have a conflict of interest in this case and cannot mark it.')
  }
}

function assertDue(loaded: LoadedCase, outcome: Outcome, round: Assignment['round']): void {
  if (outcome.status !== 'claimed') throw new Refusal('wrong-state', 'Only claimed outcomes are marked.')
  const marked = loaded.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
  if (marked.some((assessment) => assessment.round === round)) {
    throw new Refusal('conflict', 'This outcome is marked already; marks never change.')
  }
  if (round !== settlementOf(loaded, outcome.id).awaits) {
    const what = round === 'second' ? 'A second marking' : 'An adjudication'
    throw new Refusal('wrong-state', `${what} of this outcome is not due.`)
  }
}

/** Draws at random, and writes down the number drawn and what it was held against, whatever comes of it. */
async function drawSecondMarking(
  tx: Tx,
  loaded: LoadedCase,
  outcome: Outcome,
  assessment: Assessment,
  now: Date,
): Promise<void> {
  const terms = termsOfCase(loaded)
  const draw = {
    drawn: randomInt(2 ** 47) / 2 ** 47,
    rate: terms.secondMarkingRate,
    minimum: terms.secondMarkingMinimum,
    sampledBefore: await countSampled(tx, loaded.recognition, quarterStart(now)),
  }
  const marked = countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements))
  const reasons = reasonsFor(draw, standings(marked), assessment.selfGap)
  await insertSecondMarking(tx, loaded.recognition, {
    ...draw,
    outcomeId: outcome.id,
    reasons,
    createdAt: now,
  })
}
