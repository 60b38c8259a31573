import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { getPerson } from '../../parties/people/store.ts'
import { endLinks } from '../../platform/auth/links.ts'
import { linkActions } from './actions.ts'
import { lockLink } from './store.ts'

/** Ends one link, and what it goes on showing; one that is over stays as it is. */
export function endOneLink(ctx: Context, id: string, reason: string | null): Promise<string[]> {
  const hold = async (tx: Tx) => ({ ...(await lockLink(tx, id)), state: null })
  return act(ctx, linkActions.endLink, hold, async ({ tx, subject, now }) => {
    const ended = await endLinks(tx, { id }, now, { reason })
    if (ended.length === 0) return { value: ended, unchanged: true }
    const { purpose, party } = subject
    return { value: ended, subjectId: id, details: { purpose, party } }
  })
}

/** Ends every link of a person and of their guardian, and what these go on showing. */
export function endLinksOfPerson(ctx: Context, personId: string, reason: string | null): Promise<string[]> {
  const hold = async (tx: Tx) => {
    const { organisationId } = await getPerson(tx, personId)
    return { state: null, organisationId }
  }
  return act(ctx, linkActions.endLinksOfPerson, hold, async ({ tx, now }) => {
    const ended = await endLinks(tx, { personId }, now, { reason })
    if (ended.length === 0) return { value: ended, unchanged: true }
    return { value: ended, subjectId: personId, details: { ended } }
  })
}
