import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { appealActions } from './actions.ts'
import { theAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/**
 * Has the contested outcomes marked again by assessors of whichever side assesses by the memorandum: it waits in their
 * work lists from now on, and the hosting organisation's find it only so. Asked once.
 */
export async function askMarking(ctx: Context, id: string): Promise<store.Appeal> {
  return act(ctx, appealActions.askMarking, theAppeal(ctx, id), async ({ tx, subject, now }) => {
    const { assessedBy } = subject.loaded.facts
    const changes = { markingAskedOf: assessedBy, markingAskedAt: now }
    const asked = await store.updateAppeal(tx, id, changes, now)
    return { value: asked, subjectId: id, details: { of: assessedBy } }
  })
}
