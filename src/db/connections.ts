import type { Sql, TransactionSql } from 'postgres'
import { OutOfReach, type Reach } from './reach.ts'
import { endsConnection } from './states.ts'

/** So long a transaction waits for a connection to come free, in milliseconds. */
const WAIT = 10_000
/** So long those that are at work on the connections of a replaced pool may go on, in seconds. */
const LEFT = 60
/** Within this the driver tells that a connection was lost, in milliseconds. */
const NEWS = 200

/**
 * Connections that are made anew once one of them was lost. The driver goes on with a lost one: it writes to a socket that
 * is not there, which ends the process, and may send what is left of a dead transaction within the next one. So nothing
 * more is sent on it, and all that comes later is sent by a new pool. `open` makes a pool and tells when a connection of
 * it is closed; transactions end with `OutOfReach` where the database does not answer.
 */
export function connectionsOf(open: (onClose: () => void) => Sql, reach: Reach): Sql {
  let isEnding = false
  let current = fresh()

  function fresh(): Sql {
    const pool = open(() => replace(pool))
    return Object.assign(pool, { begin: lasting(pool.begin, reach), end: pool.end })
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

type Begin = Sql['begin']
type Work = (tx: TransactionSql) => unknown

/** What one transaction knows of its connection. */
type Fate = { lost: unknown; left: OutOfReach | null }

function lasting(begin: Begin, reach: Reach): Begin {
  const run = async (work: Work) => {
    reach.assertWithin()
    const fate: Fate = { lost: null, left: null }
    let waiting: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      waiting = setTimeout(() => {
        fate.left = new OutOfReach('No connection came free in time')
        reject(fate.left)
      }, WAIT)
    })
    const running = begin((tx) => {
      clearTimeout(waiting)
      if (fate.left) throw fate.left
      return settled(fate, work(guarded(tx, fate)))
    })
    running.catch((error) => {
      fate.lost = error
    })
    const asked = Promise.race([running, late]).finally(() => clearTimeout(waiting))
    return reach.watch(asked, (reason) => {
      fate.left = reason
    })
  }
  return ((...given: [Work] | [string, Work]) => run(given.at(-1) as Work)) as Begin
}

/** Sends nothing once the connection is lost or nobody waits for the outcome. */
function guarded<S extends TransactionSql>(tx: S, fate: Fate): S {
  const { unsafe, savepoint } = tx
  const assertThere = () => {
    if (fate.lost ?? fate.left) throw fate.lost ?? fate.left
  }
  return Object.assign(tx, {
    unsafe: (...given: Parameters<typeof unsafe>) => {
      assertThere()
      return unsafe(...given)
    },
    savepoint: (work: Work) => {
      assertThere()
      return savepoint((inner) => settled(fate, work(guarded(inner, fate))))
    },
  })
}

/**
 * The outcome of what is done in a transaction, which the driver answers with a COMMIT or ROLLBACK: never, where the
 * connection is lost, for there is nothing to send them on. That it is lost is heard a moment after a statement failed.
 */
function settled(fate: Fate, outcome: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    Promise.resolve(outcome).then(
      (value) => {
        if (fate.left) reject(fate.left)
        else if (!fate.lost) resolve(value)
      },
      (error) => {
        const tell = () => {
          if (!fate.lost) reject(error)
        }
        if (endsConnection(error)) setTimeout(tell, NEWS)
        else setTimeout(tell, 0)
      },
    )
  })
}
