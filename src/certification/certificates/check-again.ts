import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import { type Sentence, sayIn } from '../../platform/words/sentence.ts'
import { assessorFault } from '../../recognition/assessment/assessor.ts'
import { gatherAssessors } from '../../recognition/assessment/assessor-store.ts'
import { acceptedEvidence, countMet, levelOf } from '../../recognition/assessment/level.ts'
import { type CaseFacts, decisiveOf, type LoadedCase, standingDecisions } from '../../recognition/case.ts'
import { decisionFault, markingBehind } from '../../recognition/validation/decision.ts'
import type { CertificateSnapshot } from './snapshot.ts'
import { snapshotFaults } from './snapshot-faults.ts'

/** Refuses what must not be signed, naming every fault. */
export function assertComplete(snapshot: CertificateSnapshot, now: Date): void {
  const faults = snapshotFaults(snapshot, now)
  if (faults.length > 0) {
    throw new Refusal('wrong-state', 'The certificate would not be complete; see missing.', [], {
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
  if (shared)
    throw new Refusal('wrong-state', 'One person took two parts in this case; it cannot be certified.')
}

/** Recomputes each level from its marks and each decision from its level; a single one that fails stops the whole. */
export function assertEveryOutcomeStands(loaded: LoadedCase): void {
  const assessments = decisiveOf(loaded)
  for (const decision of standingDecisions(loaded)) {
    const outcome = loaded.outcomes.find(({ id }) => id === decision.outcomeId)
    const assessment = markingBehind(decision, assessments)
    if (!outcome || !assessment)
      throw new Refusal(
        'wrong-state',
        `The outcome ${decision.competence} has not been marked, or not settled.`,
      )
    const level = levelOf(
      countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements)),
    )
    const judged = { target: outcome.target, baseline: outcome.baseline, level }
    const fault =
      level === assessment.level
        ? decisionFault(judged, decision.result, decision.reason)
        : 'the level does not follow from the marks'
    if (fault) throw new Refusal('wrong-state', cannotCertify(decision.competence, fault))
  }
}

/** Looks once more at who marked: assigned, free of conflict and authorised on the day, in every round of every outcome. */
export async function assertAssessorsStand(tx: Tx, ctx: Context, loaded: LoadedCase): Promise<void> {
  const framework = ctx.frameworks.get(loaded.recognition.frameworkId)
  const areaOf = (code: string) => (framework ? (competenceOf(framework, code)?.area.code ?? null) : null)
  for (const facts of await gatherAssessors(tx, loaded, areaOf)) {
    const fault = assessorFault(facts)
    if (fault) throw new Refusal('wrong-state', cannotCertify(facts.scope.competence, fault))
  }
}

const cannotCertify =
  (competence: string, fault: Sentence | string): Sentence =>
  (language) =>
    `The outcome ${competence} cannot be certified: ${sayIn(language, fault)}.`
