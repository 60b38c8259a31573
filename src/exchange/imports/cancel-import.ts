import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { importActions } from './actions.ts'
import { changeImport, dropFile, holdImport, type Import } from './store.ts'

/** Ends an import: what was entered stays, and nothing more is. Its table goes at once. */
export function cancelImport(ctx: Context, id: string): Promise<Import> {
  const hold = (tx: Parameters<typeof holdImport>[0]) => holdImport(tx, ctx.actor, id)
  return act(ctx, importActions.cancelImport, hold, async ({ tx, now }) => {
    const value = await changeImport(tx, id, { state: 'cancelled', finishedAt: now, leasedUntil: null })
    await dropFile(tx, id)
    return { value, subjectId: id }
  })
}
