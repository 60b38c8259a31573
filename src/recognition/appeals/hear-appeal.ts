import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { appealActions } from './actions.ts'
import { theAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/** A validator who took no part takes the appeal on; from then on nobody else decides it. */
export async function hearAppeal(ctx: Context, id: string): Promise<store.Appeal> {
  return act(ctx, appealActions.hearAppeal, theAppeal(ctx, id), async ({ tx, actor, now }) => {
    const changes = { state: 'in-hearing' as const, handlerId: actor.memberId, heardAt: now }
    const heard = await store.updateAppeal(tx, id, changes, now)
    return { value: heard, subjectId: id }
  })
}
