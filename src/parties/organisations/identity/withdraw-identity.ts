import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { onBehalfOf } from '../../../db/tenancy.ts'
import { organisationActions } from '../actions.ts'
import { getOrganisation, type Organisation } from '../store.ts'
import { identifyingFactsOf } from './identity.ts'
import { keepStatement } from './keep-statement.ts'

/** Takes back, with a reason, that an organisation is who it says it is; its names are free for others from then on. */
export async function withdrawIdentity(ctx: Context, id: string, reason: string): Promise<Organisation> {
  const { organisationId } = ctx.actor
  const hold = async (tx: Tx) => ({ found: await getOrganisation(tx, id), organisationId, state: null })
  return act(ctx, organisationActions.withdrawIdentity, hold, async ({ tx, subject, now }) => {
    const { found } = subject
    if (found.identity === null) return { value: found, unchanged: true }
    const withdrawn = { identity: null, reason }
    const value = await onBehalfOf(tx, id, organisationId, () =>
      keepStatement(tx, id, identifyingFactsOf(found), withdrawn, now),
    )
    return { value, subjectId: id, reason }
  })
}
