import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { given } from '../../platform/http/given.ts'
import { holdMobility } from '../mobilities/hold-mobility.ts'
import { europassActions } from './actions.ts'
import { nothingDescribed } from './schemas.ts'
import * as store from './store.ts'

const actionOf = {
  sending: europassActions.changeSendingDescription,
  hosting: europassActions.changeHostingDescription,
}

type Changes<S extends store.DescribingSide> = {
  [Field in keyof store.DescriptionFields[S]]?: store.DescriptionFields[S][Field] | undefined
}

/**
 * Changes what one side describes of a mobility; what is left out stays. A certificate that was issued goes on saying what
 * stood there then.
 */
export async function describeMobility<S extends store.DescribingSide>(
  ctx: Context,
  { id, side, changes }: { id: string; side: S; changes: Changes<S> },
  assertVersion: (version: number) => void,
): Promise<store.Description<S>> {
  const hold = (tx: Tx) => holdMobility(tx, id)
  return act(ctx, actionOf[side], hold, async ({ tx, subject, actor, now }) => {
    const before = await store.findDescription(tx, id, side)
    assertVersion(before?.version ?? 0)
    const fields = { ...nothingDescribed[side], ...before?.fields, ...given(changes) }
    const { memberId, organisationId } = actor
    const name = memberId && (await getMember(tx, organisationId, memberId)).name
    const value = await store.keepDescription(tx, subject, { side, fields, name, memberId }, now)
    return { value, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
