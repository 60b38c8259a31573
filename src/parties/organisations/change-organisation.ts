import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import type { ChangedOrganisation } from './schemas.ts'
import { getOrganisation, type Organisation, updateOrganisation } from './store.ts'

/** Changes the directory entry of the actor's own organisation. */
export async function changeOrganisation(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedOrganisation>,
): Promise<Organisation> {
  return write(ctx, async (tx) => {
    const organisation = await getOrganisation(tx, id)
    if (id !== ctx.actor.organisationId)
      throw new Refusal('forbidden', 'Only the organisation itself may change its entry.')
    assertVersion(organisation.version)
    const changed = await updateOrganisation(tx, organisation, given(changes), ctx.now())
    if (!changed) throw new Refusal('stale', 'It was changed after you read it. Read it again.')
    await record(tx, ctx, 'organisation.change', id, { changed: Object.keys(changes) })
    return changed
  })
}
