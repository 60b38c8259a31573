import { type Context, read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { MobilityNames, SentOrHosted } from '../../db/sides.ts'
import { mayDo } from '../../platform/actions/may.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isWhollyReadable } from '../assessment/readable.ts'
import type { Case } from '../case.ts'
import { loadCases, loadWholeCases } from '../load-case.ts'
import { caseOf, type Recognition } from '../store.ts'
import { validationActions } from '../validation/actions.ts'
import { basisOfCase } from '../validation/read-basis.ts'
import { type AssignedCase, listAssignedTo, listInValidation } from './store.ts'

/** A row of a page, with what is shown of it; null where that is closed to whoever asks. */
export type ToJudge<Row, Shown> = Row & { shown: Shown | null }

/** What whoever asks is assigned to mark, case by case: all that lies before them, and no marks of anybody. */
export function listMarkings(
  ctx: Context,
  keyset: Keyset,
  names: MobilityNames,
): Promise<ToJudge<AssignedCase, Case>[]> {
  return read(ctx, async (tx, actor) => {
    const now = ctx.now()
    const rows = await listAssignedTo(tx, actor.memberId!, keyset, names)
    // One more than the page holds tells whether there is a next one.
    const found = rows.slice(0, keyset.limit).map(({ recognition }) => recognition)
    const cases = await loadCases(tx, found, now)
    await keepReading(tx, actor, found.map(caseOf), now)
    return rows.map((row) => ({ ...row, shown: cases.get(row.recognition.id) ?? null }))
  })
}

type Basis = ReturnType<typeof basisOfCase>

/** What each decision that waits rests on; of a case whose marks are closed to whoever asks, nothing. */
export function listBases(
  ctx: Context,
  keyset: Keyset,
  { side, ...names }: MobilityNames & { side: SentOrHosted },
): Promise<ToJudge<Recognition, Basis>[]> {
  const { readDecisionBasis: action } = validationActions
  return read(ctx, async (tx, actor) => {
    const now = ctx.now()
    const found = await listInValidation(tx, actor.organisationId, side, keyset, names)
    const cases = await loadWholeCases(tx, found.slice(0, keyset.limit), now)
    const rows = found.map((row) => {
      const loaded = cases.get(row.id)
      // Whoever reads what is closed to assessors is written down for it: they ask for that case alone.
      const isOpen = loaded && mayDo(action, loaded, actor) && isWhollyReadable(loaded, actor)
      return { ...row, shown: isOpen ? basisOfCase(loaded) : null }
    })
    const seen = rows.filter(({ shown }) => shown !== null)
    await keepReading(tx, actor, seen.map(caseOf), now)
    return rows
  })
}
