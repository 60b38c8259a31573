import { act, writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { roleFor } from '../../platform/actions/may.ts'
import type { Desk } from '../../platform/auth/desks.ts'
import { deskActions } from './actions.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/**
 * Whoever works at a desk that we sent to their address says that what was done at one that was handed over was theirs. From
 * then on it counts as their act.
 */
export async function confirmDeskActs(ctx: Context, desk: Desk): Promise<number> {
  const { confirmDeskActs: action } = deskActions
  const { organisationId, travelled } = desk
  const hold = async () => ({ state: null, organisationId, travelled })
  return act(ctx, action, hold, async ({ tx, actor, now }) => {
    const confirmed = await store.confirmActs(tx, { memberId: desk.memberId }, false, now)
    if (confirmed.length === 0) return { value: 0, unchanged: true as const }
    return {
      value: confirmed.length,
      subjectId: desk.id,
      details: { acts: confirmed.length },
      afterwards: () => tellSenders(tx, ctx, action, confirmed, roleFor(action, actor)),
    }
  })
}

/** An address that the operator vouches for, and how many acts of whoever has it were waiting for that. */
export type Vouched = store.VouchedAddress & { confirmed: number }

/** The operator says whose an address is: what was done, and will be done, by whoever has it counts as theirs. */
export async function vouchForAddress(
  ctx: Context,
  organisationId: string,
  { address: written, checked }: { address: string; checked: string },
): Promise<Vouched> {
  const { vouchForAddress: action, confirmDeskActs: confirming } = deskActions
  const address = written.toLowerCase()
  const hold = async (tx: Tx) => {
    await getOrganisation(tx, organisationId)
    return { state: null, organisationId }
  }
  return act(ctx, action, hold, async ({ tx, actor, role, now }) => {
    const [vouched, confirmed] = await onBehalfOf(tx, organisationId, actor.organisationId, async () => [
      await store.insertVouchedAddress(tx, {
        organisationId,
        address,
        checked,
        vouchedBy: actor.memberId,
        createdAt: now,
      }),
      await store.confirmActs(tx, { address }, true, now),
    ])
    if (!vouched) throw new Refusal('conflict', say('vouched-already'))
    return {
      value: { ...vouched, confirmed: confirmed.length },
      subjectId: vouched.id,
      details: { acts: confirmed.length },
      afterwards: () => tellSenders(tx, ctx, confirming, confirmed, role),
    }
  })
}

/** One line for each act, which its sending organisation reads. */
async function tellSenders(
  tx: Tx,
  ctx: Context,
  action: (typeof deskActions)['confirmDeskActs'],
  acts: readonly store.DeskAct[],
  role: Parameters<typeof writeDown>[5],
): Promise<void> {
  for (const { organisationId, hostingOrganisationId, recognitionId, ...done } of acts) {
    const subject = { state: null, organisationId, hostingOrganisationId, recognitionId }
    const details = { act: done.action, memberId: done.memberId, byHandAt: done.deskId }
    await writeDown(tx, ctx, action, subject, { subjectId: done.subjectId, details }, role)
  }
}
