import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { act, writeDownAll } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { partnershipActions } from '../../parties/partnerships/actions.ts'
import { memorandumFaults, type ShownPartnership, shownTo } from '../../parties/partnerships/partnership.ts'
import type { NewJointMemorandum } from '../../parties/partnerships/schemas.ts'
import { insertPartnerships } from '../../parties/partnerships/store.ts'
import { projectKeeping } from './actions.ts'
import { lockProject } from './store.ts'
import { say } from './words.ts'

/**
 * Proposes one text to all partners of a project. Each signs it by themselves, and it holds between the proposer and each who
 * has: two partners agree with each other in a memorandum of their own.
 */
export async function proposeJointMemorandum(
  ctx: Context,
  id: string,
  terms: z.infer<typeof NewJointMemorandum>,
): Promise<ShownPartnership[]> {
  const hold = async (tx: Tx) => ({ ...(await lockProject(tx, id)), state: null })
  const { proposeJointMemorandum: action } = projectKeeping
  return act(ctx, action, hold, async ({ tx, subject: project, actor, now }) => {
    const { organisationId } = actor
    const partners = [project.leadId, ...project.partnerIds].filter((partner) => partner !== organisationId)
    const nobody: Fault = { in: 'body', pointer: '', detail: say('no-partners') }
    const faults = [...memorandumFaults(terms), ...(partners.length === 0 ? [nobody] : [])]
    if (faults.length > 0) throw new Refusal('incomplete', say('memorandum-unfit'), faults)
    const jointId = uuidv7()
    const text = {
      ...terms,
      ...{ jointId, jointParties: [organisationId, ...partners], projectCode: project.code },
      ...{ organisationId, proposedBy: actor.memberId!, proposedAt: now, updatedAt: now },
    }
    const rows = await insertPartnerships(
      tx,
      partners.map((partnerId) => ({ ...text, partnerId })),
    )
    const lines = rows.map(({ id: subjectId, partnerId }) => ({
      action: partnershipActions.proposeMemorandum,
      subjectId,
      details: { partnerId, jointId },
    }))
    return {
      value: rows.map((row) => shownTo(actor, now, row)),
      subjectId: id,
      details: { jointId, partners: partners.length },
      afterwards: () => writeDownAll(tx, ctx, lines, actor),
    }
  })
}
