import type { PgTable } from 'drizzle-orm/pg-core'
import type { Messages } from './words/messages.ts'

/**
 * How rows lead to the person: their column holds the id of what is named, or, for `trace`, of anything about the
 * person; an `answer` mentions one of them in its text.
 */
export type Leads =
  | 'person'
  | 'mobility'
  | 'version'
  | 'group'
  | 'recognition'
  | 'certificate'
  | 'appeal'
  | 'trace'
  | 'answer'

export type PartOfPerson = { table: PgTable; leads: Leads; by: string; columns: readonly string[] }

/**
 * What becomes of it: rows are deleted, columns emptied, files removed from the storage; the rest is kept. `kept` says on
 * what ground, and is for the controller to confirm where the ground hangs on which records belong to the learner's file.
 */
export type Class = {
  code: ClassCode
  fate: 'deleted' | 'emptied' | 'removed' | 'kept'
  basis: KeepingGround
  parts: readonly PartOfPerson[]
}

/** What it is, as `words` says it: class-… */
type ClassCode = Extract<keyof Messages, `class-${string}`> extends `class-${infer Code}` ? Code : never

export type KeepingGround =
  | 'purpose-over'
  | 'learners-file'
  | 'proof-of-mobility'
  | 'legal-claims'
  | 'accountability'
  | 'genuineness'

/** The rows of a table that lead to a person by one of its columns, and which of their columns are meant. */
export function part<T extends PgTable>(
  table: T,
  leads: Leads,
  by: keyof T['$inferSelect'] & string,
  ...columns: (keyof T['$inferSelect'] & string)[]
): PartOfPerson {
  return { table, leads, by, columns }
}

type OfCase = PgTable & { $inferSelect: { recognitionId: unknown } }
type OfCertificate = PgTable & { $inferSelect: { certificateId: unknown } }

export const ofCase = <T extends OfCase>(table: T, ...columns: (keyof T['$inferSelect'] & string)[]) =>
  part(table, 'recognition', 'recognitionId' as keyof T['$inferSelect'] & string, ...columns)

export const ofCertificate = <T extends OfCertificate>(
  table: T,
  ...columns: (keyof T['$inferSelect'] & string)[]
) => part(table, 'certificate', 'certificateId' as keyof T['$inferSelect'] & string, ...columns)
