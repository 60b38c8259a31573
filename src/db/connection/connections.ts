import type { Sql } from 'postgres'
import { type IsNamed, naming } from './named-statements.ts'
import type { Reach } from './reach.ts'
import { transactionsOn } from './transactions.ts'

/** So long those that are at work on the connections of a replaced pool may go on, in seconds. */
const LEFT = 60

/**
 * Connections that are made anew once one of them was lost. The driver goes on with a lost one: it writes to a socket that
 * is not there, which ends the process. So nothing more is sent on it, and all that comes later is sent by a new pool.
 * `open` makes a pool and tells when a connection of it is closed; `names` says for a pool which statements have a name.
 */
export function connectionsOf(open: (onClose: () => void) => Sql, names: () => IsNamed, reach: Reach): Sql {
  let isEnding = false
  let current = fresh()

  function fresh(): Sql {
    const pool = open(() => replace(pool))
    const isNamed = names()
    return Object.assign(pool, {
      begin: transactionsOn(pool, isNamed, reach),
      unsafe: naming(pool.unsafe, isNamed),
      end: pool.end,
    })
  }

  function replace(lost: Sql): void {
    if (isEnding || lost !== current) return
    const next = fresh()
    // What the query builder has set once.
    Object.assign(next.options.parsers, lost.options.parsers)
    Object.assign(next.options.serializers, lost.options.serializers)
    current = next
    void lost.end({ timeout: LEFT }).catch(() => {})
  }

  return new Proxy(current, {
    get(_first, name) {
      if (name !== 'end') return Reflect.get(current, name)
      return (options?: { timeout?: number }) => {
        isEnding = true
        return current.end(options)
      }
    },
  })
}
