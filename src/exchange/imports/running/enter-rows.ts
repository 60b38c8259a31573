import { writeDown, writeDownAll } from '../../../act.ts'
import { type Context, write } from '../../../context.ts'
import { importActions } from '../actions.ts'
import type { Compared } from '../kinds/kind.ts'
import { enteredKinds } from '../kinds/kinds.ts'
import { packFindings, unpackFindings } from '../reading/findings.ts'
import type { ReadImport } from '../reading/read-import.ts'
import { assertEnters } from '../start-import.ts'
import {
  changeImport,
  dropFile,
  holdImport,
  holdTable,
  type Import,
  noteEntered,
  readFindings,
} from '../store.ts'
import { findingsOf, rowsAtOnce } from './check-import.ts'

/** Whoever works at an import has so long until something of it is done. */
export const LEASE_MS = 20_000

/** Enters what is left of a table, some rows at a time, until it is done, was cancelled, or the turn is over. */
export async function enterRows(
  ctx: Context,
  { id }: Pick<Import, 'id'>,
  table: ReadImport,
  ends: number,
): Promise<void> {
  for (;;) {
    const left = await enterNext(ctx, id, table)
    if (left === 0) return
    if (performance.now() > ends) break
  }
  await write(ctx, async (tx) => changeImport(tx, id, { leasedUntil: null, dueAt: ctx.now() }))
}

/**
 * Enters the rows that come next, with how far the import is then and their lines of the ledger, all or nothing; answers
 * with how many are left. Whoever works at the same import waits, and goes on where this ended.
 */
function enterNext(ctx: Context, id: string, table: ReadImport): Promise<number> {
  return write(ctx, async (tx, actor) => {
    const held = await holdImport(tx, ctx.actor, id)
    if (held.state !== 'running') return 0
    assertEnters(actor, held.kind)
    if (!(await holdTable(tx, id))) {
      await changeImport(tx, id, { state: 'failed', failure: 'erased', finishedAt: ctx.now() })
      return 0
    }
    const rows = table.rows.slice(held.cursor, held.cursor + rowsAtOnce(held.kind))
    const fitting = rows.filter(({ body }) => body !== null)
    const now = ctx.now()
    const bodies = fitting.map(({ body }) => body)
    const { rows: compared, enter } = await enteredKinds[held.kind].compare(
      { tx, ctx, actor, now, hold: true },
      bodies,
    )
    const entries = await enter()
    await writeDownAll(tx, ctx, entries, actor)
    const more = fitting.flatMap((row, index) => findingsOf(table, row, compared[index]!))
    const findings = more.length > 0 ? [...unpackFindings(await readFindings(tx, id)), ...more] : null
    const people = [...compared.flatMap(({ people }) => people), ...entries.map(({ subjectId }) => subjectId)]
    await noteEntered(tx, id, { people, findings: findings && packFindings(findings) })
    const changed = await changeImport(tx, id, advanced(held, rows.length, compared, now))
    if (changed.state !== 'done') return table.rows.length - changed.cursor
    if (changed.refused === 0) await dropFile(tx, id)
    const { created, updated, unchanged, refused } = changed
    const done = { subjectId: id, details: { created, updated, unchanged, refused } }
    await writeDown(tx, ctx, importActions.finishImport, held, done)
    return 0
  })
}

/** How far an import is with some more rows. */
function advanced(held: Import, rows: number, compared: readonly Compared[], now: Date): Partial<Import> {
  const count = (fate: Compared['fate']) => compared.filter((row) => row.fate === fate).length
  const cursor = held.cursor + rows
  const isDone = cursor >= held.rows
  return {
    cursor,
    created: held.created + count('create'),
    updated: held.updated + count('update'),
    unchanged: held.unchanged + count('unchanged'),
    refused: held.refused + count('refused') + rows - compared.length,
    attempts: 0,
    ...(isDone
      ? { state: 'done', finishedAt: now, leasedUntil: null }
      : { leasedUntil: new Date(now.getTime() + LEASE_MS) }),
  }
}
