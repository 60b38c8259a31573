import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { lockMobility } from '../../mobility/mobilities/store.ts'
import { knownPerson } from '../../parties/people/person.ts'
import { getPerson } from '../../parties/people/store.ts'
import { recognitionActions } from '../actions.ts'
import type { CaseFor, LoadedCase } from '../case.ts'
import { caseWith } from '../case-rows.ts'
import { theCase } from '../load-case.ts'
import { getRecognition, listTransitions, moveRecognition, type Recognition } from '../store.ts'

/** Takes the withdrawal of a case back within the day it was made: the case stands again where it stood. */
export async function reinstateRecognition(ctx: Context, id: string): Promise<CaseFor> {
  const hold = async (tx: Tx) => {
    // In this order, as whoever signs does.
    await lockMobility(tx, (await getRecognition(tx, id)).mobilityId)
    return theCase(ctx, id)(tx)
  }
  return act(ctx, recognitionActions.reinstateRecognition, hold, async ({ tx, subject, actor, now }) => {
    const recognition = await reopen(tx, subject, now)
    const to = recognition.stage
    return {
      value: { loaded: caseWith(subject, { recognition }), actor },
      subjectId: id,
      to,
      details: { from: 'withdrawn', to },
    }
  })
}

/** Lets a held case that was withdrawn stand where it stood before; whoever does so writes it down. */
export async function reopen(tx: Tx, { recognition, mobility }: LoadedCase, now: Date): Promise<Recognition> {
  knownPerson(await getPerson(tx, mobility.learnerId))
  const before = (await listTransitions(tx, recognition.id)).findLast(({ to }) => to === 'withdrawn')
  return moveRecognition(tx, recognition, before!.from, now)
}
