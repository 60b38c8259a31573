import { assessmentActions } from '../../../recognition/assessment/actions.ts'
import { markByRows } from '../../../recognition/assessment/in-table/mark-by-rows.ts'
import type { MarksRow } from '../../../recognition/assessment/in-table/rows.ts'
import type { EnteredKind } from './kind.ts'

/** Each row holds its case while it is judged: few at a time, so that nobody waits for long. */
const ROWS_AT_ONCE = 20

export const enteredMarks: EnteredKind = {
  actions: [assessmentActions.recordMarks],
  rowsAtOnce: ROWS_AT_ONCE,
  async compare({ tx, ctx, actor, hold }, bodies) {
    const rows = await markByRows(tx, { ctx, actor, keep: hold }, bodies as readonly MarksRow[])
    return {
      rows: rows.map((row) => ({
        fate: row.fate,
        faults: row.fate === 'refused' ? row.faults : [],
        people: row.learnerId === null ? [] : [row.learnerId],
      })),
      // Judged where it was compared: its own action has written its line of the ledger.
      enter: async () => [],
    }
  },
}
