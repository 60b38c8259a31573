import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { termsOfCase } from '../../parties/partnerships/terms-of-case.ts'
import { assignmentOf, type LoadedCase, outcomeOf } from '../case.ts'
import { theCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { touchRecognition } from '../store.ts'
import { hashOfWork } from '../validation/read-to-judge.ts'
import { assessmentActions } from './actions.ts'
import { gatherAssessor } from './assessor-store.ts'
import { assertDue } from './assignments/due.ts'
import { deleteDraft } from './draft-store.ts'
import { acceptedEvidence, countMet, type LevelStanding, standings } from './level.ts'
import type { Marker } from './marker.ts'
import { authorisationToday, keepMarking } from './marking.ts'
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
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    const marker = await markerOf(tx, ctx, loaded, input.competence)
    return { ...loaded, marker, readHash: () => hashOfWork(loaded) }
  }
  return act(ctx, action, hold, async ({ tx, subject, now }) => {
    // 1. Whether this round of this outcome is due.
    const outcome = outcomeOf(subject, input.competence)
    const { assignment, authorisation } = subject.marker!
    assertDue(subject, outcome, assignment.round)

    // 2. Keep what is whole and fits, with its level, and draw or compare.
    const marking = { loaded: subject, outcome, assignment, authorisation: authorisation!, appealId: null }
    const kept = await keepMarking(tx, marking, input, now)
    const { assessment } = kept
    await deleteDraft(tx, outcome.id, assignment.memberId)
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

/** What decides whether the actor may mark this outcome; nothing is to be known of who is not assigned. */
async function markerOf(
  tx: Tx,
  ctx: Context,
  loaded: LoadedCase,
  competence: string,
): Promise<Marker | undefined> {
  const { recognition, today } = loaded
  const assignment = assignmentOf(loaded, ctx.actor.memberId)
  if (!assignment) return undefined
  outcomeOf(loaded, competence)
  const assessor = { organisationId: ctx.actor.organisationId, memberId: assignment.memberId }
  const { mentoredOn, authorised } = await gatherAssessor(
    tx,
    assessor,
    recognition.mobilityId,
    ctx.now(),
    loaded.settings.timeZone,
  )
  const authorisation = authorisationToday(ctx, authorised, loaded, competence)
  return { assignment, mentoredOn, today, competence, authorisation }
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
    sampledBefore: await countSampled(tx, loaded.recognition, quarterStart(now, loaded.settings.timeZone)),
  }
  const marked = countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements))
  const { target, selfLevel } = outcome
  const reasons = reasonsFor(draw, {
    standings: standings(marked),
    target,
    selfLevel,
    level: assessment.level,
  })
  await insertSecondMarking(tx, loaded.recognition, {
    ...draw,
    outcomeId: outcome.id,
    reasons,
    createdAt: now,
  })
}
