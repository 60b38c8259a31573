import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { termsInForce } from '../../parties/partnerships/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { getOutcome, type Outcome } from '../outcome-store.ts'
import { assertMay } from '../recognition.ts'
import { settle } from '../settlement.ts'
import { caseOf, type Recognition, touchRecognition } from '../store.ts'
import { isWithinTwoYears } from './assessor.ts'
import { lastMentored } from './assessor-store.ts'
import { type Assignment, findAssignment } from './assignments/store.ts'
import { deleteDraft } from './draft-store.ts'
import { acceptedEvidence, countMet, type LevelStanding, standings } from './level.ts'
import { authorisationFor, keepMarking } from './marking.ts'
import { watchAgreement } from './rater-agreement/watch-agreement.ts'
import type { NewAssessment } from './schemas.ts'
import { quarterStart, reasonsFor } from './second-marking/second-marking.ts'
import { countSampled, insertSecondMarking, listSecondMarkings } from './second-marking/store.ts'
import { type Assessment, listAssessments } from './store.ts'

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
  return write(ctx, async (tx) => {
    // 1. Who may: by stage and role, assigned to this case, free of conflict, authorised for this outcome today.
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    const outcome = await getOutcome(tx, recognitionId, input.competence)
    const second = await listSecondMarkings(tx, recognitionId)
    const due = second.filter((one) => one.outcomeId === outcome.id && one.reasons.length > 0)
    assertMay('record-marks', facts, await actorNow(tx, ctx.actor))
    const assignment = await assertAssigned(tx, ctx, recognition)
    const authorisation = await authorisationFor(tx, ctx, recognition, outcome.competence)

    // 2. Whether this round of this outcome is due.
    if (outcome.status !== 'claimed') throw new Refusal('wrong-state', 'Only claimed outcomes are marked.')
    const marked = (await listAssessments(tx, recognitionId)).filter((one) => one.outcomeId === outcome.id)
    assertDue(assignment.round, settle(marked, due.length > 0).awaits, marked)

    // 3. Keep what is whole and fits, with its level, and draw or compare.
    const marking = { recognition, outcome, assignment, authorisation, appealId: null }
    const kept = await keepMarking(tx, marking, input, now)
    const { assessment } = kept
    await deleteDraft(tx, outcome.id, assignment.memberId)
    if (assignment.round === 'first') await drawSecondMarking(tx, ctx, recognition, outcome, assessment)
    if (assignment.round === 'second') await watchAgreement(tx, ctx, recognition)
    await touchRecognition(tx, recognitionId, now)
    // The level stays out of the audit line: a second assessor who may read the audit must not learn it there.
    const said = { recognitionId, competence: outcome.competence, round: assignment.round }
    await record(tx, ctx, 'assessment.submit', assessment.id, said, caseOf(recognition))
    return kept
  })
}

async function assertAssigned(tx: Tx, ctx: Context, recognition: Recognition): Promise<Assignment> {
  const memberId = ctx.actor.memberId as string
  const assignment = await findAssignment(tx, recognition.id, memberId)
  if (!assignment) throw new Refusal('forbidden', 'You are not assigned to this case as an assessor.')
  if (assignment.state === 'assigned') {
    throw new Refusal('wrong-state', 'Declare first whether you have a conflict of interest in this case.')
  }
  const mentored = await lastMentored(tx, memberId, recognition.mobilityId, ctx.now())
  const trained = [assignment.lastTrainedOn, mentored && dayOf(mentored)]
  if (assignment.state === 'conflicted' || trained.some((day) => isWithinTwoYears(day, dayOf(ctx.now())))) {
    throw new Refusal('forbidden', 'You have a conflict of interest in this case and cannot mark it.')
  }
  return assignment
}

function assertDue(
  round: Assignment['round'],
  awaits: Assignment['round'] | null,
  marked: Assessment[],
): void {
  if (marked.some((one) => one.round === round)) {
    throw new Refusal('conflict', 'This outcome is marked already; marks never change.')
  }
  if (round !== awaits) {
    const what = round === 'second' ? 'A second marking' : 'An adjudication'
    throw new Refusal('wrong-state', `${what} of this outcome is not due.`)
  }
}

/** Draws at random, and writes down the number drawn and what it was held against, whatever comes of it. */
async function drawSecondMarking(
  tx: Tx,
  ctx: Context,
  recognition: Recognition,
  outcome: Outcome,
  assessment: Assessment,
): Promise<void> {
  const now = ctx.now()
  const { organisationId, hostingOrganisationId } = recognition
  const terms = await termsInForce(tx, organisationId, hostingOrganisationId, dayOf(now))
  const draw = {
    drawn: randomInt(2 ** 47) / 2 ** 47,
    rate: terms.secondMarkingRate,
    minimum: terms.secondMarkingMinimum,
    sampledBefore: await countSampled(tx, recognition, quarterStart(now)),
  }
  const marked = countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements))
  const reasons = reasonsFor(draw, standings(marked), assessment.selfGap)
  await insertSecondMarking(tx, recognition, {
    ...draw,
    outcomeId: outcome.id,
    reasons,
    createdAt: now,
  })
}
