import type { z } from 'zod'
import type { Columns } from '../../../platform/sheets/match-headings.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { faultsColumn, passwordColumn } from './columns.ts'

/** What does not fit of a row, by the field that it is of. */
export type RowFault = { line: number; field: string; detail: Sentence }

/**
 * How the rows of a kind of import are read: columns by the fields of what the API takes, the schema that takes it, and
 * what may stand once in a file. `example` is the row of a template.
 */
export type ImportSheet = {
  columns: Columns
  schema: z.ZodType
  keysOf(body: Record<string, unknown>): { field: string; key: string }[]
  /** What does not fit between rows. */
  faultsAmong?(rows: readonly { line: number; body: Record<string, unknown> }[]): RowFault[]
  example: Readonly<Record<string, string>>
}

/** With the column of an earlier answer, and that of passwords, which are none of them. */
export const columnsOf = ({ columns }: ImportSheet): Columns => ({
  ...columns,
  faults: faultsColumn,
  password: passwordColumn,
})

/** What a row says: nothing of what it leaves empty. */
export const bodyOf = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
