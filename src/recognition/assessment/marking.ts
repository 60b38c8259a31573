import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { Acting, Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { HeldAuthorisation } from '../../db/schema/recognition/authorisations.ts'
import { Refusal } from '../../errors.ts'
import { competenceOf, type FrameworkLibrary } from '../../measure/frameworks/framework.ts'
import { evidenceWindowOf } from '../../mobility/agreements/agreement.ts'
import { termsOfCase } from '../../parties/partnerships/terms-of-case.ts'
import { assignmentOf, type Case, type LoadedCase, outcomeOf, versionOf } from '../case.ts'
import { agreedTasks } from '../documentation/agreed-tasks.ts'
import { isReleased } from '../documentation/evidence.ts'
import { theCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { hashOfWork } from '../validation/read-to-judge.ts'
import { gatherAssessor } from './assessor-store.ts'
import { assertDue } from './assignments/due.ts'
import type { Assignment } from './assignments/store.ts'
import { type Authorisation, authorisationFor } from './authorisations/store.ts'
import { deleteDraft } from './draft-store.ts'
import {
  acceptedEvidence,
  contradictionOf,
  countMet,
  type LevelStanding,
  levelOf,
  standings,
} from './level.ts'
import type { Marker } from './marker.ts'
import {
  contradictionFaults,
  judgementFaults,
  markFaults,
  methodFaults,
  taskFaults,
  withMethods,
} from './marks.ts'
import { watchAgreement } from './rater-agreement/watch-agreement.ts'
import type { NewAssessment } from './schemas.ts'
import { quarterStart, reasonsFor, selfGapOf } from './second-marking/second-marking.ts'
import { countSampled, insertSecondMarking } from './second-marking/store.ts'
import { type Assessment, insertAssessment } from './store.ts'
import { say } from './words.ts'

/** One outcome as it is marked once: in a round of its case, or in an appeal. */
type Marking = {
  loaded: Case
  outcome: Outcome
  assignment: Assignment
  authorisation: HeldAuthorisation
  appealId: string | null
}

/** The authorisation, of those held, by which an outcome may be assessed today; null where there is none. */
export function authorisationToday(
  frameworks: FrameworkLibrary,
  held: readonly Authorisation[],
  { recognition: { frameworkId }, today }: Pick<Case, 'recognition' | 'today'>,
  competence: string,
): HeldAuthorisation | null {
  const framework = frameworks.get(frameworkId)
  const area = framework ? (competenceOf(framework, competence)?.area.code ?? null) : null
  return authorisationFor(held, { frameworkId, area, competence }, today) ?? null
}

/** Keeps judgements and marks with the level that follows from them; refuses what is not whole or does not fit. */
export async function keepMarking(
  tx: Tx,
  { loaded, outcome, assignment, authorisation, appealId }: Marking,
  input: Pick<z.infer<typeof NewAssessment>, 'judgements' | 'marks' | 'method' | 'contradiction'>,
  now: Date,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  const evidence = loaded.evidence.filter(
    ({ row, outcomeIds }) => outcomeIds.includes(outcome.id) && isReleased(row),
  )
  const agreement = versionOf(loaded, outcome.agreementVersionId)
  const window = evidenceWindowOf(agreement.content, outcome.competence)
  const marks = withMethods(input, outcome.methods)
  const counted = countMet(outcome.criteria, marks, acceptedEvidence(input.judgements))
  const faults = [
    ...judgementFaults(input.judgements, evidence, window, loaded.declarations),
    ...markFaults(marks, outcome.criteria, evidence),
    ...(agreement.content.rule === 2 ? methodFaults(marks, outcome.methods) : []),
    ...taskFaults(marks, agreedTasks(loaded, outcome)),
    ...contradictionFaults(standings(counted), input.contradiction),
  ]
  if (faults.length > 0) throw new Refusal('incomplete', say('marks-do-not-fit'), faults)

  const level = levelOf(counted)
  const assessment = await insertAssessment(tx, {
    ...caseOf(loaded.recognition),
    outcomeId: outcome.id,
    assessorId: assignment.memberId,
    assessorOrganisationId: assignment.memberOrganisationId,
    round: assignment.round,
    appealId,
    assignmentId: assignment.id,
    authorisation,
    agreementHash: agreement.hash,
    judgements: input.judgements,
    marks,
    contradiction: contradictionOf(standings(counted)) ? (input.contradiction ?? null) : null,
    level,
    selfGap: selfGapOf(outcome.selfLevel, level),
    submittedAt: now,
  })
  return { assessment, standings: standings(counted) }
}

/** A case that is held while one of its outcomes is marked, with what decides whether the actor may do so. */
type ToMark = LoadedCase & { marker: Marker | undefined; readHash: () => string }

export async function heldToMark(
  tx: Tx,
  ctx: Context,
  recognitionId: string,
  competence: string,
): Promise<ToMark> {
  const loaded = await theCase(ctx, recognitionId)(tx)
  const marker = await markerOf(tx, ctx, loaded, competence)
  return { ...loaded, marker, readHash: () => hashOfWork(loaded) }
}

/**
 * Judges one outcome of a case that is held: every piece of its evidence, every criterion. The level is computed and stored
 * with it. What was submitted never changes, and an outcome is marked once in each round. The first marks draw whether there
 * are second ones.
 */
export async function judgeHeld(
  tx: Tx,
  ctx: Context,
  { subject, now }: Pick<Acting<ToMark>, 'subject' | 'now'>,
  input: z.infer<typeof NewAssessment>,
): Promise<Done<{ assessment: Assessment; standings: LevelStanding[] }>> {
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
  const { id: recognitionId } = subject.recognition
  await touchRecognition(tx, recognitionId, now)
  return {
    value: kept,
    subjectId: assessment.id,
    // The level stays out of the ledger: a second assessor who may read it must not learn it there.
    details: { recognitionId, competence: outcome.competence, round: assignment.round },
  }
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
  const authorisation = authorisationToday(ctx.frameworks, authorised, loaded, competence)
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
