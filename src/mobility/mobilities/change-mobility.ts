import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { dateFaults } from './mobility.ts'
import type { ChangedMobility } from './schemas.ts'
import { lockMobility, type Mobility, updateMobility } from './store.ts'

/** Changes what may still change of a mobility; learner and organisations stay. */
export async function changeMobility(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMobility>,
): Promise<Mobility> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, id)
    if (mobility.organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    assertVersion(mobility.version)
    const faults = dateFaults({ ...mobility, ...given(changes) })
    if (faults.length > 0) throw new Refusal('incomplete', 'The mobility does not fit together.', faults)
    const changed = await updateMobility(tx, mobility, given(changes), ctx.now())
    await record(tx, ctx, 'mobility.change', id, { changed: Object.keys(changes) })
    return changed
  })
}
