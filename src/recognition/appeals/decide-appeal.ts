import type { z } from 'zod'
import { act } from '../../act.ts'
import { updateCertificate } from '../../certification/certificates/store.ts'
import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { decisiveOf, type LoadedCase, type NamedDecision, standingDecisions } from '../case.ts'
import { touchRecognition } from '../store.ts'
import { decisionFault, isImproved, type Judged, markingBehind } from '../validation/decision.ts'
import { insertDecisions } from '../validation/store.ts'
import { appealActions } from './actions.ts'
import { isChanged, isWorse } from './appeal.ts'
import { theAppeal } from './hold-appeal.ts'
import type { AppealDecision } from './schemas.ts'
import * as store from './store.ts'

type Input = z.infer<typeof AppealDecision>
type Decided = Input['outcomes'][number]

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
  const say = (pointer: string, detail: Fault['detail']) => faults.push({ in: 'body', pointer, detail })
  const results = input.outcomes.flatMap((decided, index) => {
    const pointer = `/outcomes/${index}`
    const before = standing.find(({ competence }) => competence === decided.competence)
    const outcome = loaded.outcomes.find(({ competence }) => competence === decided.competence)
    if (!before || !outcome || !appeal.competences.includes(decided.competence)) {
      say(pointer, 'is not an appealed outcome')
      return []
    }
    if (input.outcomes.findIndex(({ competence }) => competence === decided.competence) < index)
      say(pointer, 'is decided twice')
    const level = markingBehind({ outcomeId: outcome.id, appealId: appeal.id }, markings)?.level ?? null
    const judged = { target: outcome.target, baseline: outcome.baseline, level }
    const after = resultOf(decided, judged)
    const fault =
      decisionFault(judged, decided.result, decided.reason) ?? (isWorse(before, after) ? worse : null)
    if (fault) say(pointer, fault)
    return [{ ...after, outcomeId: outcome.id, reason: decided.reason, supersedes: before.id, before }]
  })
  const expected = expectedFault(input, appeal, results)
  if (expected && faults.length === 0) say('/outcomes', expected)
  if (faults.length > 0) throw new Refusal('incomplete', 'The decision does not follow.', faults)
  return results.map(({ before: _, ...values }) => values)
}

const worse = 'leaves the learner worse off, which an appeal never does'

function resultOf({ result }: Decided, judged: Judged) {
  const assessed = result !== 'not-assessed'
  return {
    result,
    level: assessed ? judged.level : null,
    improved: assessed && isImproved(judged),
  }
}

type NewResult = ReturnType<typeof resultOf> & { before: NamedDecision }

/** An upheld appeal changes a result; a complaint and a rejected appeal change none. */
function expectedFault(input: Input, appeal: store.Appeal, results: NewResult[]): string | null {
  if (input.outcome === 'rejected') return input.outcomes.length > 0 ? 'are for an upheld appeal' : null
  if (appeal.kind === 'complaint') return input.outcomes.length > 0 ? 'a complaint changes no result' : null
  if (results.length === 0) return 'name the new results'
  return results.every((after) => isChanged(after.before, after))
    ? null
    : 'change nothing; name only what changes'
}
