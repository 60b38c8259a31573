import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { findOrganisation } from '../organisations/store.ts'
import { partnershipActions } from './actions.ts'
import { memorandumFaults, type ShownPartnership, shownTo } from './partnership.ts'
import type { NewPartnership } from './schemas.ts'
import { insertPartnership } from './store.ts'
import { say } from './words.ts'

/** Proposes a memorandum to another organisation, which is the proposer's own confirmation of it. */
export async function proposePartnership(
  ctx: Context,
  input: z.infer<typeof NewPartnership>,
): Promise<ShownPartnership> {
  return act(ctx, partnershipActions.proposeMemorandum, own(ctx), async ({ tx, actor, now }) => {
    const { partnerId } = input
    const faults = memorandumFaults(input)
    if (partnerId === actor.organisationId) {
      faults.push({ in: 'body', pointer: '/partnerId', detail: say('own-organisation') })
    } else if (!(await findOrganisation(tx, partnerId))) {
      faults.push({ in: 'body', pointer: '/partnerId', detail: say('no-such-organisation') })
    }
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const row = await insertPartnership(tx, {
      ...input,
      organisationId: actor.organisationId,
      proposedBy: actor.memberId!,
      proposedAt: now,
      updatedAt: now,
    })
    return { value: shownTo(actor, now, row), subjectId: row.id, details: { partnerId } }
  })
}
