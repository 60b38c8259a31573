import type { z } from 'zod'
import { act } from '../../act.ts'
import { updateCertificate } from '../../certification/certificates/store.ts'
import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { decisiveOf, type LoadedCase, type NamedDecision, standingDecisions } from '../case.ts'
import { touchRecognition } from '../store.ts'
import { decisionFault, judgedBy, markingBehind, decided as resultBy } from '../validation/decision.ts'
import { insertDecisions } from '../validation/store.ts'
import { appealActions } from './actions.ts'
import { isChanged, isWorse } from './appeal.ts'
import { theAppeal } from './hold-appeal.ts'
import type { AppealDecision } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

type Input = z.infer<typeof AppealDecision>

/**
 * The word of who heard the appeal. Where it is upheld, new decisions are put beside the old ones, which stay on record;
 * the case itself never reopens, and the issuer then issues the certificate that takes the old one's place.
 */
export async function decideAppeal(ctx: Context, id: string, input: Input): Promise<store.Appeal> {
  const action = input.outcome === 'upheld' ? appealActions.upholdAppeal : appealActions.rejectAppeal
  return act(ctx, action, theAppeal(ctx, id), async ({ tx, subject, actor, now }) => {
    const { appeal, loaded } = subject
    const { recognition } = loaded
    const results = newResults(loaded, appeal, input)
    if (results.length > 0) {
      const { organisationId, hostingOrganisationId, id: recognitionId } = recognition
      const common = { organisationId, hostingOrganisationId, recognitionId, appealId: id }
      await insertDecisions(
        tx,
        results.map((result) => ({ ...common, ...result, validatorId: actor.memberId!, decidedAt: now })),
      )
    }
    const changes = { state: input.outcome, reasons: input.reasons, closedAt: now }
    const closed = await store.updateAppeal(tx, id, changes, now)
    if (appeal.certificateId) await updateCertificate(tx, appeal.certificateId, { updatedAt: now })
    await touchRecognition(tx, recognition.id, now)
    const decided = input.outcomes.map(({ competence, result }) => ({ competence, result }))
    return { value: closed, subjectId: id, details: { outcomes: decided } }
  })
}

function newResults(loaded: LoadedCase, appeal: store.Appeal, input: Input) {
  const standing = standingDecisions(loaded)
  const markings = decisiveOf(loaded)
  const faults: Fault[] = []
  const report = (pointer: string, detail: Fault['detail']) => faults.push({ in: 'body', pointer, detail })
  const results = input.outcomes.flatMap((decided, index) => {
    const pointer = `/outcomes/${index}`
    const before = standing.find(({ competence }) => competence === decided.competence)
    const outcome = loaded.outcomes.find(({ competence }) => competence === decided.competence)
    if (!before || !outcome || !appeal.competences.includes(decided.competence)) {
      report(pointer, say('not-an-appealed-outcome'))
      return []
    }
    if (input.outcomes.findIndex(({ competence }) => competence === decided.competence) < index)
      report(pointer, say('decided-twice'))
    const marking = markingBehind({ outcomeId: outcome.id, appealId: appeal.id }, markings)
    const judged = judgedBy(outcome, marking)
    const after = resultBy(judged, decided.result)
    const fault =
      decisionFault(judged, decided.result, decided.reason) ??
      (isWorse(before, after) ? say('leaves-worse-off') : null)
    if (fault) report(pointer, fault)
    return [{ ...after, outcomeId: outcome.id, reason: decided.reason, supersedes: before.id, before }]
  })
  const expected = expectedFault(input, appeal, results)
  if (expected && faults.length === 0) report('/outcomes', expected)
  if (faults.length > 0) throw new Refusal('incomplete', say('does-not-follow'), faults)
  return results.map(({ before: _, ...values }) => values)
}

type NewResult = ReturnType<typeof resultBy> & { before: NamedDecision }

/** An upheld appeal changes a result; a complaint and a rejected appeal change none. */
function expectedFault(input: Input, appeal: store.Appeal, results: NewResult[]): Sentence | null {
  const named = input.outcomes.length > 0
  if (input.outcome === 'rejected') return named ? say('for-upheld-only') : null
  if (appeal.kind === 'complaint') return named ? say('complaint-keeps-results') : null
  if (results.length === 0) return say('name-new-results')
  return results.every((after) => isChanged(after.before, after)) ? null : say('changes-nothing')
}
