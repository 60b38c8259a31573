import type { z } from 'zod'
import { updateCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { listDecisive } from '../assessment/store.ts'
import { listOutcomes } from '../outcome-store.ts'
import { type Recognition, touchRecognition } from '../store.ts'
import { decisionFault, isImproved, type Judged, markingBehind } from '../validation/decision.ts'
import { insertDecisions, listDecisions, type NamedDecision } from '../validation/store.ts'
import { appealRules, isChanged, isWorse } from './appeal.ts'
import { holdAppeal } from './hold-appeal.ts'
import type { AppealDecision } from './schemas.ts'
import * as store from './store.ts'

type Input = z.infer<typeof AppealDecision>
type One = Input['outcomes'][number]

/**
 * The word of who heard the appeal. Where it is upheld, new decisions are put beside the old ones, which stay on record;
 * the case itself never reopens, and the issuer then issues the certificate that takes the old one's place.
 */
export async function decideAppeal(ctx: Context, id: string, input: Input): Promise<store.Appeal> {
  const action = input.outcome === 'upheld' ? 'uphold' : 'reject'
  return write(ctx, async (tx) => {
    const { recognition, appeal } = await holdAppeal(tx, ctx, id, action)
    const results = await newResults(tx, recognition, appeal, input)
    const now = ctx.now()
    const memberId = ctx.actor.memberId as string
    if (results.length > 0) {
      const { organisationId, hostingOrganisationId, id: recognitionId } = recognition
      const common = { organisationId, hostingOrganisationId, recognitionId, appealId: id }
      await insertDecisions(
        tx,
        results.map((one) => ({ ...common, ...one, validatorId: memberId, decidedAt: now })),
      )
    }
    const changes = { state: appealRules[action].to, reasons: input.reasons, closedAt: now }
    const closed = await store.updateAppeal(tx, id, changes, now)
    if (appeal.certificateId) await updateCertificate(tx, appeal.certificateId, { updatedAt: now })
    await touchRecognition(tx, recognition.id, now)
    await writeLine(tx, ctx, {
      action: `appeal.${action}`,
      subjectId: id,
      recognition,
      from: appeal.state,
      to: closed.state,
      details: { outcomes: input.outcomes.map(({ competence, result }) => ({ competence, result })) },
    })
    return closed
  })
}

async function newResults(tx: Tx, recognition: Recognition, appeal: store.Appeal, input: Input) {
  const standing = await listDecisions(tx, recognition.id)
  const outcomes = await listOutcomes(tx, recognition.id)
  const markings = await listDecisive(tx, recognition.id)
  const faults: Fault[] = []
  const say = (pointer: string, detail: string) => faults.push({ in: 'body', pointer, detail })
  const results = input.outcomes.flatMap((one, index) => {
    const pointer = `/outcomes/${index}`
    const before = standing.find((other) => other.competence === one.competence)
    const outcome = outcomes.find((other) => other.competence === one.competence)
    if (!before || !outcome || !appeal.competences.includes(one.competence)) {
      say(pointer, 'is not an appealed outcome')
      return []
    }
    if (input.outcomes.findIndex((other) => other.competence === one.competence) < index)
      say(pointer, 'is decided twice')
    const level = markingBehind({ outcomeId: outcome.id, appealId: appeal.id }, markings)?.level ?? null
    const judged = { target: outcome.target, baseline: outcome.baseline, level }
    const after = resultOf(one, judged)
    const fault = decisionFault(judged, one.result, one.reason) ?? (isWorse(before, after) ? worse : null)
    if (fault) say(pointer, fault)
    return [{ ...after, outcomeId: outcome.id, reason: one.reason, supersedes: before.id, before }]
  })
  const expected = expectedFault(input, appeal, results)
  if (expected && faults.length === 0) say('/outcomes', expected)
  if (faults.length > 0) throw new Refusal('incomplete', 'The decision does not follow.', faults)
  return results.map(({ before: _, ...values }) => values)
}

const worse = 'leaves the learner worse off, which an appeal never does'

function resultOf(one: One, judged: Judged) {
  const assessed = one.result !== 'not-assessed'
  return {
    result: one.result,
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
  return results.every((one) => isChanged(one.before, one)) ? null : 'change nothing; name only what changes'
}
