import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { actorNow, findOrganisation } from '../organisations/store.ts'
import { assertMayBind, memorandumFaults, type Partnership } from './partnership.ts'
import type { NewPartnership } from './schemas.ts'
import { insertPartnership } from './store.ts'

/** Proposes a memorandum to another organisation, which is the proposer's own confirmation of it. */
export async function proposePartnership(
  ctx: Context,
  input: z.infer<typeof NewPartnership>,
): Promise<Partnership> {
  return write(ctx, async (tx) => {
    assertMayBind(await actorNow(tx, ctx.actor))
    const faults = memorandumFaults(input)
    if (input.partnerId === ctx.actor.organisationId) {
      faults.push({ in: 'body', pointer: '/partnerId', detail: 'is your own organisation' })
    } else if (!(await findOrganisation(tx, input.partnerId))) {
      faults.push({ in: 'body', pointer: '/partnerId', detail: 'There is no such organisation.' })
    }
    if (faults.length > 0) throw new Refusal('incomplete', 'The memorandum does not hold together.', faults)
    const now = ctx.now()
    const row = await insertPartnership(tx, {
      ...input,
      organisationId: ctx.actor.organisationId,
      proposedBy: ctx.actor.memberId as string,
      proposedAt: now,
      updatedAt: now,
    })
    await record(tx, ctx, 'partnership.propose', row.id, { partnerId: row.partnerId })
    return row
  })
}
