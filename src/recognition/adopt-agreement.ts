import { act } from '../act.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import type { AgreedOutcome } from '../db/schema/mobility/agreements.ts'
import type { Version } from '../mobility/agreements/store.ts'
import { lockMobility } from '../mobility/mobilities/store.ts'
import { recognitionActions } from './actions.ts'
import { type CaseFacts, type CaseFor, followedVersion } from './case.ts'
import { caseWith } from './case-rows.ts'
import { theCase } from './load-case.ts'
import { levelsOf, type Outcome, openPlanned, updateOutcome } from './outcome-store.ts'
import { followVersion, getRecognition, giveToHost } from './store.ts'

/**
 * Lets an open case follow the newest version of its agreement, which everyone has signed. Outcomes not yet judged are
 * judged by it, new ones are opened, those it leaves out are dropped; what is judged keeps the version it was judged
 * under.
 */
export async function adoptAgreement(ctx: Context, id: string): Promise<CaseFor> {
  const hold = async (tx: Tx) => {
    // In this order, as whoever signs does.
    await lockMobility(tx, (await getRecognition(tx, id)).mobilityId)
    return theCase(ctx, id)(tx)
  }
  return act(ctx, recognitionActions.adoptAgreement, hold, async ({ tx, subject, actor, now }) => {
    const { recognition, outcomes, facts } = subject
    const { version } = subject.versions.findLast((row) => !row.withdrawn)!
    const before = followedVersion(subject).version
    const followed: Outcome[] = []
    for (const outcome of outcomes) followed.push(await follow(tx, outcome, before, version, facts, now))
    const isNew = ({ competence }: AgreedOutcome) =>
      outcomes.every((outcome) => outcome.competence !== competence)
    const opened = await openPlanned(tx, recognition, version, version.content.outcomes.filter(isNew), now)
    const following = await followVersion(tx, id, version.id, now)
    const { hostingOrganisationId } = version
    const isOther = hostingOrganisationId !== recognition.hostingOrganisationId
    if (isOther) await giveToHost(tx, recognition.mobilityId, hostingOrganisationId, false)
    return {
      value: {
        loaded: caseWith(subject, {
          recognition: { ...following, hostingOrganisationId },
          outcomes: [...followed, ...opened],
        }),
        actor,
      },
      subjectId: id,
      details: { number: version.number, hash: version.hash },
    }
  })
}

async function follow(
  tx: Tx,
  outcome: Outcome,
  before: Version,
  version: Version,
  facts: CaseFacts,
  now: Date,
): Promise<Outcome> {
  const fact = facts.outcomes.find(({ id }) => id === outcome.id)
  if (fact?.assessed || fact?.decision) return outcome
  const followed = { agreementVersionId: version.id, updatedAt: now }
  if (outcome.kind === 'additional') {
    return updateOutcome(tx, outcome.id, followed)
  }
  const agreedIn = ({ content }: Version) =>
    content.outcomes.find(({ competence }) => competence === outcome.competence)
  const agreed = agreedIn(version)
  if (!agreed) {
    const leftOut = { status: 'dropped' as const, remark: null, leftOutOf: version.number }
    return updateOutcome(tx, outcome.id, { ...followed, ...leftOut })
  }
  const { criteria, methods } = agreed
  const back = agreedIn(before) ? {} : { status: 'open' as const, remark: null, leftOutOf: null }
  return updateOutcome(tx, outcome.id, {
    ...followed,
    ...back,
    ...levelsOf(agreed),
    criteria,
    methods,
  })
}
