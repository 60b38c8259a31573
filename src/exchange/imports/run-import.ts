import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { importActions } from './actions.ts'
import { assertEnters } from './start-import.ts'
import { changeImport, holdImport, type Import } from './store.ts'
import { say } from './words.ts'

/** Has the rows of a table entered in which nothing is to be mended: of the very file that was checked. */
export function runImport(ctx: Context, id: string, sha256: string): Promise<Import> {
  const hold = (tx: Parameters<typeof holdImport>[0]) => holdImport(tx, ctx.actor, id)
  return act(ctx, importActions.runImport, hold, async ({ tx, subject, actor, now }) => {
    assertEnters(actor, subject.kind)
    if (subject.sha256 !== sha256)
      throw new Refusal('incomplete', say('another-file'), [
        { in: 'body', pointer: '/sha256', detail: say('not-that-file') },
      ])
    const value = await changeImport(tx, id, { state: 'running', startedAt: now, dueAt: now, attempts: 0 })
    return { value, subjectId: id, details: { rows: subject.rows } }
  })
}
