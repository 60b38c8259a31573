import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { assessorFault } from '../../recognition/assessment/assessor.ts'
import { gatherAssessors } from '../../recognition/assessment/assessor-store.ts'
import { acceptedEvidence, countMet, levelOf } from '../../recognition/assessment/level.ts'
import {
  type CaseFacts,
  decisiveOf,
  type LoadedCase,
  type NamedDecision,
  standingDecisions,
} from '../../recognition/case.ts'
import {
  decisionFault,
  isReached,
  type Judged,
  judgedBy,
  markingBehind,
} from '../../recognition/validation/decision.ts'
import { exportFaults } from '../documents/exports/export-faults.ts'
import { valueFaults, writingFaults } from '../documents/exports/value-faults.ts'
import type { CertificateSnapshot } from './snapshot.ts'
import { snapshotFaults } from './snapshot-faults.ts'
import { say } from './words.ts'

/** Refuses what must not be signed, or could not be exported afterwards, naming every fault. */
export function assertComplete(snapshot: CertificateSnapshot, now: Date, publicUrl: string): void {
  const said = [...snapshotFaults(snapshot, now), ...valueFaults(snapshot), ...writingFaults(snapshot)]
  const faults = said.length > 0 ? said : exportFaults(snapshot, publicUrl)
  if (faults.length > 0) {
    throw new Refusal('wrong-state', say('not-complete'), [], {
      missing: faults,
    })
  }
}

/** The separation of people, looked at once more over the whole case. */
export function assertApart({ mentors, assessors, validators }: CaseFacts): void {
  const groups = [mentors, assessors, validators]
  const shared = groups.some((group, index) =>
    group.some((id) => groups.slice(index + 1).some((other) => other.includes(id))),
  )
  if (shared) throw new Refusal('wrong-state', say('two-parts'))
}

/** Recomputes each level from its marks and each decision from its level; a single one that fails stops the whole. */
export function assertEveryOutcomeStands(loaded: LoadedCase): void {
  const assessments = decisiveOf(loaded)
  for (const decision of standingDecisions(loaded)) {
    const outcome = loaded.outcomes.find(({ id }) => id === decision.outcomeId)
    const assessment = markingBehind(decision, assessments)
    if (!outcome || !assessment)
      throw new Refusal('wrong-state', say('not-marked', { competence: decision.competence }))
    const level = levelOf(
      countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements)),
    )
    const fault = level === assessment.level ? faultOf(decision, judgedBy(outcome, assessment)) : unfounded
    if (fault)
      throw new Refusal('wrong-state', say('cannot-certify', { competence: decision.competence, fault }))
  }
}

const unfounded = say('level-from-marks')

/** A decision made before gains were told apart stands as it was made, unless it says "reached" below the target. */
function faultOf({ isOfFirstRule, result, reason }: NamedDecision, judged: Judged): Sentence | null {
  const isOpenToDoubt = !isOfFirstRule || (result === 'reached') !== isReached(judged)
  return isOpenToDoubt ? decisionFault(judged, result, reason) : null
}

/** Looks once more at who marked: assigned, free of conflict and authorised on the day, in every round of every outcome. */
export async function assertAssessorsStand(tx: Tx, ctx: Context, loaded: LoadedCase): Promise<void> {
  const framework = ctx.frameworks.get(loaded.recognition.frameworkId)
  const areaOf = (code: string) => (framework ? (competenceOf(framework, code)?.area.code ?? null) : null)
  for (const facts of await gatherAssessors(tx, loaded, areaOf)) {
    const fault = assessorFault(facts)
    if (fault)
      throw new Refusal('wrong-state', say('cannot-certify', { competence: facts.scope.competence, fault }))
  }
}
