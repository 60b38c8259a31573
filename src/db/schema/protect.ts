import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * None of them owns a table. A transaction takes the one it needs and no more: dcr_app acts for an organisation, dcr_auth
 * looks up who is asking, dcr_public answers strangers, dcr_eraser takes out what the matrix of erasure says. What the
 * service does by itself, its jobs and its start, it does as dcr_service, which reads every table.
 */
export const databaseRoles = ['dcr_app', 'dcr_auth', 'dcr_public', 'dcr_eraser', 'dcr_service'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** Owns every table and function. Migrations are made by its members; the service's own login is none of them. */
export const ownerRole = 'dcr_owner'

/** Which rows a role sees (`using`) and may write (`check`; as `using` where it is left out), for one act or for all. */
export type Policy = {
  name: string
  to: DatabaseRole | typeof ownerRole | DatabaseRole[]
  for?: 'select' | 'insert' | 'update' | 'delete'
  /** Of several tables: made from the columns that each has, as the database calls them. */
  using?: string | ((columns: readonly string[]) => string)
  check?: string
}

/** A column that every table has: which transaction wrote the row as it stands. */
export const rowVersion = 'xmin'

/** What a role may do with a table; where columns are named, with these alone. */
export type Rights<Column extends string = string> = {
  select?: true | (Column | typeof rowVersion)[]
  insert?: true
  update?: true | Column[]
  delete?: true
}

type Moment =
  | { before: 'insert' | 'update' | 'insert or update' | 'update or delete' | 'insert or update or delete' }
  /** `atCommit`: when the transaction ends. */
  | { after: 'insert' | 'update' | 'delete' | 'insert or update' | 'insert or delete'; atCommit?: true }
  /** `once`: for all rows that a statement entered, which the function sees as the table `entered`. */
  | { after: 'insert'; once: true }

/** A trigger, which mostly refuses a change: it runs a function that `databaseFunction` declares. */
export type Guard<Column extends string = string> = Moment & {
  name: string
  when?: string
  run: string
  /** The column that is handed to the function. */
  column?: Column
}

export type Protection<Column extends string = string> = {
  rows: Policy[]
  may: Partial<Record<DatabaseRole, Rights<Column>>>
  guards?: Guard<Column>[]
}

const protections = new Map<PgTable, Protection>()
const functions = new Map<string, DatabaseFunction>()

/**
 * Declares who may see and change the rows of a table; every table has one declaration. It holds in the database once
 * `npm run migration` has made the migration for it.
 */
export function protect<T extends PgTable>(
  table: T,
  protection: Protection<keyof T['$inferSelect'] & string>,
): void {
  protections.set(table, protection as Protection)
}

export const protectionOf = (table: PgTable): Protection | undefined => protections.get(table)

/**
 * The definition, from its arguments on; `only` alone may call it where that is not everyone. `owner` is whose rights a
 * function with `security definer` has, where they are fewer than those of whoever owns the tables.
 */
export type DatabaseFunction = { definition: string; only?: DatabaseRole | 'owner'; owner?: DatabaseRole }

/** Declares a function by its name with the types of its arguments, such as "keep_appeal()", and returns its name. */
export function databaseFunction(
  signature: string,
  definition: string,
  only?: DatabaseFunction['only'],
  owner?: DatabaseRole,
): string {
  functions.set(signature, { definition, ...(only && { only }), ...(owner && { owner }) })
  return signature.replace(/\(.*$/, '')
}

export const declaredFunctions = (): ReadonlyMap<string, DatabaseFunction> => functions
