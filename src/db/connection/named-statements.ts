import type { ISql } from 'postgres'

/** So many statements are kept by the database for each connection; those of lists of every length would be without end. */
const KEPT = 300

/** Whether a statement is to have a name, by its text: one with a name is read and planned once for each connection. */
export type IsNamed = (text: string) => boolean

/** Behind a pooler that hands out a connection for each transaction, names are known to somebody else. */
export const nothingNamed: IsNamed = () => false

/** Each statement that is sent for the second time has a name, until the database keeps 300 of them. */
export const repeatedNamed = (): IsNamed => repeated(KEPT)

/** What sends a statement with values under a name, and one round trip, where `isNamed` says so. */
export function naming(unsafe: ISql['unsafe'], isNamed: IsNamed): ISql['unsafe'] {
  return (...[text, values, options]) =>
    unsafe(text, values, { ...options, prepare: Boolean(values?.length) && isNamed(text) })
}

/** Whether a text came before; says so of the first `limit` texts that came twice, and forgets those that came once. */
export function repeated(limit: number): IsNamed {
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
