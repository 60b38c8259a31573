import type { ISql, Sql, TransactionSql } from 'postgres'

/** So many statements are kept by the database for each connection; those of lists of every length would be without end. */
const KEPT = 300

/**
 * Makes a connection give a name to each statement with values that is sent for the second time, until the database keeps
 * 300 of them: a statement with a name is one round trip, and is read and planned once for each connection.
 */
export function nameRepeated(sql: Sql): Sql {
  return naming(sql, repeated(KEPT))
}

function naming<S extends Sql | TransactionSql>(sql: S, isNamed: (text: string) => boolean): S {
  const { unsafe } = sql
  const within =
    (open: (work: (tx: TransactionSql) => unknown) => unknown) => (work: (tx: TransactionSql) => unknown) =>
      open((tx) => work(naming(tx, isNamed)))
  return Object.assign(sql, {
    unsafe: (...[text, values, options]: Parameters<ISql['unsafe']>) =>
      unsafe(text, values, { ...options, prepare: Boolean(values?.length) && isNamed(text) }),
    ...('begin' in sql ? { begin: within(sql.begin) } : { savepoint: within(sql.savepoint) }),
  })
}

/** Whether a text came before; says so of the first `limit` texts that came twice, and forgets those that came once. */
export function repeated(limit: number): (text: string) => boolean {
  const named = new Set<string>()
  const once = new Set<string>()
  return (text) => {
    if (named.has(text)) return true
    if (named.size >= limit) return false
    if (once.delete(text)) return Boolean(named.add(text))
    if (once.size >= limit * 10) once.clear()
    once.add(text)
    return false
  }
}
