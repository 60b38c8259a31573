import { type Context, read } from '../../../context.ts'
import type { Compared } from '../kinds/kind.ts'
import { enteredKinds } from '../kinds/kinds.ts'
import { keepChecked } from '../queue-store.ts'
import { type Finding, packFindings } from '../reading/findings.ts'
import { type ReadImport, type ReadRow, ruleFinding, shown } from '../reading/read-import.ts'
import { assertEnters } from '../start-import.ts'
import type { Import, ImportKind } from '../store.ts'

/** So many rows of most kinds are held against what is there in one transaction, and entered in one. */
const ROWS_AT_ONCE = 500

export const rowsAtOnce = (kind: ImportKind): number => enteredKinds[kind].rowsAtOnce ?? ROWS_AT_ONCE

/** Holds a table that was read against what is there, and keeps all that is found. */
export async function checkImport(ctx: Context, { id, kind }: Import, table: ReadImport): Promise<void> {
  const fitting = table.rows.filter(({ body }) => body !== null)
  const findings = [...table.findings]
  const people = new Set<string>()
  const fates = { create: 0, update: 0, unchanged: 0, refused: 0 }
  const atOnce = rowsAtOnce(kind)
  for (let start = 0; start < fitting.length; start += atOnce) {
    const rows = fitting.slice(start, start + atOnce)
    const compared = await read(ctx, async (tx, actor) => {
      assertEnters(actor, kind)
      const comparing = { tx, ctx, actor, now: ctx.now(), hold: false }
      const { rows: found } = await enteredKinds[kind].compare(
        comparing,
        rows.map(({ body }) => body),
      )
      return found
    })
    for (const [index, row] of rows.entries()) {
      const one = compared[index]!
      fates[one.fate] += 1
      for (const person of one.people) people.add(person)
      findings.push(...findingsOf(table, row, one))
    }
  }
  findings.sort((a, b) => a.line - b.line)
  const blocking = findings.filter(({ isBlocking }) => isBlocking).length
  const checked = {
    form: table.form,
    rows: table.rows.length,
    toCreate: fates.create,
    toUpdate: fates.update,
    toLeave: fates.unchanged,
    blocking,
    warnings: findings.length - blocking,
    checkedAt: ctx.now(),
  }
  await keepChecked(ctx.db.owner, id, checked, { findings: packFindings(findings), people: [...people] })
}

/** What the rules say of a row, by the columns of its table. */
export function findingsOf(
  { headings }: Pick<ReadImport, 'headings'>,
  { line, body }: ReadRow,
  { faults, suggested = {} }: Compared,
): Finding[] {
  return faults.map(({ pointer, detail }) => {
    const field = pointer.split('/')[1] ?? ''
    const value = shown((body as Record<string, unknown>)[field])
    const found = ruleFinding({ line, column: headings[field] ?? field, value }, 'does-not-fit', detail)
    return { ...found, suggestion: suggested[field] ?? null }
  })
}
