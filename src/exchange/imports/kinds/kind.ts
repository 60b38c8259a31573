import type { LedgerEntry } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import type { Fault } from '../../../errors.ts'
import type { Action } from '../../../platform/actions/action.ts'
import type { Actor } from '../../../platform/auth/access.ts'

/** What becomes of a row: what is wrong with it, and who was found in it. */
export type Compared = {
  fate: 'create' | 'update' | 'unchanged' | 'refused'
  faults: readonly Fault[]
  people: readonly string[]
  /** What might be meant, by the column in which something else stands. */
  suggested?: Readonly<Record<string, string | undefined>>
}

/** Some rows, held against what is there already: as they compare, and how they are entered. */
export type ComparedRows = { rows: readonly Compared[]; enter(): Promise<LedgerEntry[]> }

/** In which transaction, for whom and when; `hold`: they are entered in it. */
export type Comparing = {
  tx: Tx
  ctx: Context
  actor: Actor
  now: Date
  hold: boolean
}

/** What is done with the rows of a kind of import, and by which rows of the table. */
export type EnteredKind = {
  actions: readonly Action[]
  /** So many rows are held against what is there in one transaction, and entered in one; left out: 500. */
  rowsAtOnce?: number
  /** `bodies` are as the schema of its sheet reads them. */
  compare(comparing: Comparing, bodies: readonly unknown[]): Promise<ComparedRows>
}
