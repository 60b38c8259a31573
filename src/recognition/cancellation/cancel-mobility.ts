import { act, writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import { waitingOf } from '../../mobility/agreements/agreement-rows.ts'
import { gatherVersions } from '../../mobility/agreements/store.ts'
import { codedTwice } from '../../mobility/mobilities/mobility.ts'
import { findCoded, type ShownMobility, updateMobility } from '../../mobility/mobilities/store.ts'
import { endLinks } from '../../platform/auth/links.ts'
import { recognitionActions } from '../actions.ts'
import { isOpen } from '../stage.ts'
import { moveRecognition } from '../store.ts'
import { cancellationActions } from './actions.ts'
import { theMobility } from './hold-cancelled.ts'
import { reopen } from './reinstate-recognition.ts'

/**
 * Says that a mobility does not take place. What was signed and done stays; an open case of it is withdrawn, and the links
 * of both end.
 */
export async function cancelMobility(ctx: Context, id: string, reason: string): Promise<ShownMobility> {
  return act(ctx, cancellationActions.cancelMobility, theMobility(ctx, id), async (acting) => {
    const { tx, subject, actor, role, now } = acting
    const { mobility, own } = subject
    const cancelled = {
      cancelledAt: now,
      cancelledBy: actor.memberId,
      cancellationReason: reason,
      unsignedSince: null,
      signedSince: null,
    }
    const changed = await updateMobility(tx, mobility, cancelled, now)
    const versions = await gatherVersions(tx, id)
    const subjects = [...versions.map(({ version }) => version.id), ...(own ? [own.recognition.id] : [])]
    let links = 0
    for (const subjectId of subjects) links += (await endLinks(tx, { subjectId }, now)).length
    const ended = own && isOpen(own.recognition.stage) ? own : undefined
    if (ended) await moveRecognition(tx, ended.recognition, 'withdrawn', now)
    return {
      value: changed,
      subjectId: id,
      details: { links, ...(ended && { recognitionId: ended.recognition.id }) },
      afterwards: async () => {
        if (!ended) return
        const { id: subjectId, stage } = ended.recognition
        const details = { from: stage, to: 'withdrawn' }
        const { withdrawRecognition } = recognitionActions
        await writeDown(tx, ctx, withdrawRecognition, ended, { subjectId, reason, details }, role)
      },
    }
  })
}

/** Takes that back within the day, with the case that was withdrawn by it; links are made anew. */
export async function reinstateMobility(ctx: Context, id: string): Promise<ShownMobility> {
  return act(ctx, cancellationActions.reinstateMobility, theMobility(ctx, id), async (acting) => {
    const { tx, subject, role, now } = acting
    const { mobility, own } = subject
    const coded = await findCoded(tx, mobility)
    if (coded !== undefined) throw codedTwice(coded)
    const waiting = own ? {} : waitingOf(await gatherVersions(tx, id))
    const none = { cancelledAt: null, cancelledBy: null, cancellationReason: null }
    const changed = await updateMobility(tx, mobility, { ...none, ...waiting }, now)
    const { recognition } = own ?? {}
    const isOfIt =
      recognition?.stage === 'withdrawn' &&
      recognition.stageSince.getTime() === mobility.cancelledAt!.getTime()
    const reopened = own && isOfIt ? await reopen(tx, own, now) : undefined
    return {
      value: changed,
      subjectId: id,
      details: reopened ? { recognitionId: own!.recognition.id } : {},
      afterwards: async () => {
        if (!own || !reopened) return
        const { id: subjectId } = own.recognition
        const details = { from: 'withdrawn', to: reopened.stage }
        const { reinstateRecognition } = recognitionActions
        const line = { subjectId, details, to: reopened.stage }
        await writeDown(tx, ctx, reinstateRecognition, own, line, role)
      },
    }
  })
}
