import type { z } from 'zod'
import { evidenceWindowOf } from '../agreements/agreement.ts'
import { getVersionById } from '../agreements/store.ts'
import { type Context, write } from '../context.ts'
import { isCurrent } from '../documentation/evidence.ts'
import { type EvidenceWithOutcomes, listEvidence } from '../documentation/store.ts'
import { type Fault, Refusal } from '../errors.ts'
import { actorNow } from '../organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { assertMay } from '../recognitions/recognition.ts'
import { getOutcome, lockCase, type Outcome, touchRecognition } from '../recognitions/store.ts'
import { acceptedEvidence, countMet, type LevelStanding, levelOf, standings } from './level.ts'
import type { NewAssessment } from './schemas.ts'
import { type Assessment, insertAssessment } from './store.ts'

type Input = z.infer<typeof NewAssessment>

/**
 * Submits an assessor's judgement of one outcome: every piece of its evidence judged, every criterion marked. The level
 * is computed and stored with it. What was submitted never changes, and an outcome is marked once.
 */
export async function recordMarks(
  ctx: Context,
  recognitionId: string,
  input: Input,
): Promise<{ assessment: Assessment; standings: LevelStanding[] }> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    assertMay('record-marks', facts, await actorNow(tx, ctx.actor))
    const outcome = await getOutcome(tx, recognitionId, input.competence)
    if (outcome.status !== 'claimed') throw new Refusal('wrong-state', 'Only claimed outcomes are marked.')
    if (facts.outcomes.find((one) => one.id === outcome.id)?.assessed) {
      throw new Refusal('conflict', 'This outcome is marked already; marks never change.')
    }
    const evidence = (await listEvidence(tx, recognitionId)).filter((one) =>
      one.outcomeIds.includes(outcome.id),
    )
    const agreement = await getVersionById(tx, outcome.agreementVersionId)
    const faults = [
      ...judgementFaults(input, evidence, evidenceWindowOf(agreement.content, outcome.competence)),
      ...markFaults(input, outcome, evidence),
    ]
    if (faults.length > 0)
      throw new Refusal('incomplete', 'The marks are not complete or do not fit.', faults)

    const accepted = acceptedEvidence(input.judgements)
    const marked = countMet(outcome.criteria, input.marks, accepted)
    const assessment = await insertAssessment(tx, {
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId,
      outcomeId: outcome.id,
      assessorId: ctx.actor.memberId as string,
      assessorOrganisationId: ctx.actor.organisationId,
      round: 'first',
      agreementHash: agreement.hash,
      judgements: input.judgements,
      marks: input.marks,
      level: levelOf(marked),
      submittedAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    await record(tx, ctx, 'assessment.submit', assessment.id, {
      recognitionId,
      competence: outcome.competence,
      level: assessment.level,
    })
    return { assessment, standings: standings(marked) }
  })
}

type Window = { evidenceFrom: string; evidenceUntil: string }

function judgementFaults(input: Input, evidence: EvidenceWithOutcomes[], window: Window): Fault[] {
  const faults: Fault[] = []
  const unjudged = evidence.filter(({ row }) => !input.judgements.some((one) => one.evidenceId === row.id))
  for (const { row } of unjudged) {
    faults.push({
      in: 'body',
      pointer: '/judgements',
      detail: `the evidence ${row.id} (${row.title}) is not judged`,
    })
  }
  input.judgements.forEach((judgement, index) => {
    const piece = evidence.find(({ row }) => row.id === judgement.evidenceId)
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/judgements/${index}${where}`, detail })
    }
    if (!piece) say('/evidenceId', 'is not evidence of this outcome')
    if (input.judgements.findIndex((one) => one.evidenceId === judgement.evidenceId) < index)
      say('/evidenceId', 'is judged twice')
    if (piece && judgement.current && !isCurrent(piece.row.producedOn, window)) {
      say(
        '/current',
        `was produced on ${piece.row.producedOn}, outside ${window.evidenceFrom} to ${window.evidenceUntil}`,
      )
    }
  })
  return faults
}

function markFaults(input: Input, outcome: Outcome, evidence: EvidenceWithOutcomes[]): Fault[] {
  const faults: Fault[] = []
  for (const criterion of outcome.criteria) {
    if (!input.marks.some((mark) => mark.criterionId === criterion.id)) {
      faults.push({ in: 'body', pointer: '/marks', detail: `the criterion ${criterion.id} is not marked` })
    }
  }
  input.marks.forEach((mark, index) => {
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/marks/${index}${where}`, detail })
    }
    if (!outcome.criteria.some((one) => one.id === mark.criterionId))
      say('/criterionId', 'is not a criterion of this outcome')
    if (input.marks.findIndex((one) => one.criterionId === mark.criterionId) < index)
      say('/criterionId', 'is marked twice')
    if (mark.mark === 'met' && mark.evidenceIds.length === 0)
      say('/evidenceIds', 'a criterion is met by evidence: name it')
    mark.evidenceIds.forEach((id, at) => {
      if (!evidence.some(({ row }) => row.id === id))
        say(`/evidenceIds/${at}`, 'is not evidence of this outcome')
    })
  })
  return faults
}
