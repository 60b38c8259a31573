import type { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { HeldAuthorisation } from '../../db/schema/recognition/authorisations.ts'
import { Refusal } from '../../errors.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import { evidenceWindowOf } from '../../mobility/agreements/agreement.ts'
import { type Case, versionOf } from '../case.ts'
import { agreedTasks } from '../documentation/agreed-tasks.ts'
import { isReleased } from '../documentation/evidence.ts'
import type { Outcome } from '../outcome-store.ts'
import { caseOf } from '../store.ts'
import type { Assignment } from './assignments/store.ts'
import { type Authorisation, authorisationFor } from './authorisations/store.ts'
import {
  acceptedEvidence,
  contradictionOf,
  countMet,
  type LevelStanding,
  levelOf,
  standings,
} from './level.ts'
import {
  contradictionFaults,
  judgementFaults,
  markFaults,
  methodFaults,
  taskFaults,
  withMethods,
} from './marks.ts'
import type { NewAssessment } from './schemas.ts'
import { selfGapOf } from './second-marking/second-marking.ts'
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
  ctx: Context,
  held: readonly Authorisation[],
  { recognition: { frameworkId }, today }: Pick<Case, 'recognition' | 'today'>,
  competence: string,
): HeldAuthorisation | null {
  const framework = ctx.frameworks.get(frameworkId)
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
