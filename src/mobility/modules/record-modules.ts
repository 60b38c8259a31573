import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { moduleActions } from './actions.ts'
import { differencesOf, moduleFaults } from './module.ts'
import type { ModuleList, RecordedModules } from './schemas.ts'
import { listKept, lockModules, withdrawModules, writeModules } from './store.ts'
import { say } from './words.ts'

type Recorded = z.infer<typeof RecordedModules>

/** Keeps a whole list of modules in the place of the one before. What is on it no more is withdrawn, and can still be read. */
export async function recordModules(
  ctx: Context,
  { modules: list }: z.infer<typeof ModuleList>,
): Promise<Recorded> {
  return act(ctx, moduleActions.recordModules, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const faults = moduleFaults(list, ctx.frameworks)
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    await lockModules(tx, organisationId)
    const kept = await listKept(
      tx,
      organisationId,
      list.map(({ code }) => code),
    )
    const { added, changed, withdrawn } = differencesOf(list, kept)
    const others = added.length + changed.length
    const value: Recorded = {
      ...{ added: added.length, changed: changed.length, withdrawn: withdrawn.length },
      unchanged: list.length - others,
    }
    if (others + withdrawn.length === 0) return { value, unchanged: true as const }
    await writeModules(tx, organisationId, [...added, ...changed], now)
    await withdrawModules(
      tx,
      withdrawn.map(({ id }) => id),
      now,
    )
    return { value, subjectId: organisationId, details: value }
  })
}
