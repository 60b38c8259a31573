import { moduleActions } from '../../../mobility/modules/actions.ts'
import { compareModules, enterModules, type ModuleRow } from '../../../mobility/modules/in-table.ts'
import { nearest } from '../../../platform/sheets/nearest.ts'
import type { EnteredKind } from './kind.ts'

/** A list has at most 300: how far an import is can be seen even so. */
const ROWS_AT_ONCE = 100

export const enteredModules: EnteredKind = {
  actions: [moduleActions.recordModules],
  rowsAtOnce: ROWS_AT_ONCE,
  async compare({ tx, ctx: { frameworks }, actor: { organisationId }, now, hold }, bodies) {
    const rows = bodies as readonly ModuleRow[]
    const entries = await compareModules(tx, { organisationId, frameworks }, rows, { hold })
    return {
      rows: entries.map((entry, index) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: [],
        suggested: { framework: nearest(rows[index]!.framework, [...frameworks.keys()])[0] },
      })),
      enter: () => enterModules(tx, organisationId, entries, now),
    }
  },
}
