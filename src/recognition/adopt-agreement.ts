import { type Context, write } from '../context.ts'
import { record } from '../custody/ledger/record.ts'
import type { Tx } from '../db/client.ts'
import type { AgreedOutcome } from '../db/schema/mobility/agreements.ts'
import { getVersion, getVersionById, type Version } from '../mobility/agreements/store.ts'
import { lockMobility } from '../mobility/mobilities/store.ts'
import { actorNow } from '../parties/organisations/store.ts'
import { dayOf } from '../platform/dates.ts'
import type { CaseFacts } from './case-facts.ts'
import { lockCase } from './case-facts-store.ts'
import { listOutcomes, type Outcome, openPlanned, updateOutcome } from './outcome-store.ts'
import { assertMay, assertUnblocked } from './recognition.ts'
import { caseOf, followVersion, getRecognition, type Recognition } from './store.ts'

/**
 * Lets an open case follow the newest version of its agreement, which everyone has signed. Outcomes not yet judged are
 * judged by it, new ones are opened, those it leaves out are dropped; what is judged keeps the version it was judged
 * under.
 */
export async function adoptAgreement(ctx: Context, id: string): Promise<Recognition> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    await lockMobility(tx, (await getRecognition(tx, id)).mobilityId)
    const { recognition, facts } = await lockCase(tx, id, dayOf(now))
    assertMay('adopt-agreement', facts, await actorNow(tx, ctx.actor))
    assertUnblocked('adopt-agreement', facts)
    const version = await getVersion(tx, recognition.mobilityId)
    const there = await listOutcomes(tx, id)
    const before = await getVersionById(tx, recognition.agreementVersionId)
    for (const outcome of there) await follow(tx, outcome, before, version, facts, now)
    const isNew = ({ competence }: AgreedOutcome) => there.every((one) => one.competence !== competence)
    await openPlanned(tx, recognition, version, version.content.outcomes.filter(isNew), now)
    await record(
      tx,
      ctx,
      'recognition.adopt-agreement',
      id,
      { number: version.number, hash: version.hash },
      caseOf(recognition),
    )
    return followVersion(tx, id, version.id, now)
  })
}

async function follow(
  tx: Tx,
  outcome: Outcome,
  before: Version,
  version: Version,
  facts: CaseFacts,
  now: Date,
): Promise<void> {
  const fact = facts.outcomes.find((one) => one.id === outcome.id)
  if (fact?.assessed || fact?.decision) return
  const followed = { agreementVersionId: version.id, updatedAt: now }
  if (outcome.kind === 'additional') {
    await updateOutcome(tx, outcome.id, followed)
    return
  }
  const agreedIn = ({ content }: Version) =>
    content.outcomes.find((one) => one.competence === outcome.competence)
  const agreed = agreedIn(version)
  if (!agreed) {
    const leftOut = { status: 'dropped' as const, remark: null, leftOutOf: version.number }
    await updateOutcome(tx, outcome.id, { ...followed, ...leftOut })
    return
  }
  const { baseline, target, criteria, methods } = agreed
  const back = agreedIn(before) ? {} : { status: 'open' as const, remark: null, leftOutOf: null }
  await updateOutcome(tx, outcome.id, { ...followed, ...back, baseline, target, criteria, methods })
}
