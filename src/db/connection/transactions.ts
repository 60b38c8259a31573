import type { ReservedSql, Row, RowList, Sql, TransactionSql } from 'postgres'
import { endsConnection } from '../states.ts'
import { type IsNamed, naming } from './named-statements.ts'
import { OutOfReach, type Reach } from './reach.ts'

/** So long a transaction waits for a connection to come free, in milliseconds. */
const WAIT = 10_000
/** Within this the driver tells that a connection was lost, in milliseconds. */
const NEWS = 200

/** The database rolled back what it was told to commit: nothing of it is kept. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted'
  /** transaction_rollback */
  readonly code = '40000'
}

/** What is known of the connection of one transaction: an error once it is lost, or once nobody waits for the outcome. */
type Fate = { lost: unknown; left: OutOfReach | null }

type Work<T> = (tx: TransactionSql) => Promise<T>

/** What the driver has for each connection. */
type Connection = { onclose: ((error: unknown) => void) | null; reserved: { release?: boolean } | null }

/**
 * Runs transactions on the connections of a pool. BEGIN, COMMIT and ROLLBACK are sent as plain text, never under a name, and
 * what is not answered with COMMIT was not committed, whatever else was said: it throws `NotCommitted`. Nothing is sent any
 * more on a connection that is lost. Ends with `OutOfReach` where the database does not answer, or no connection comes free.
 */
export function transactionsOn(pool: Sql, isNamed: IsNamed, reach: Reach) {
  return async <T>(work: Work<T>): Promise<T> => {
    reach.assertWithin()
    const fate: Fate = { lost: null, left: null }
    return reach.watch(inTime(fate, pool, isNamed, work), (reason) => {
      fate.left = reason
    })
  }
}

async function inTime<T>(fate: Fate, pool: Sql, isNamed: IsNamed, work: Work<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const waiting = setTimeout(() => {
    fate.left = new OutOfReach('No connection came free in time')
    late.reject(fate.left)
  }, WAIT)
  const running = pool.reserve().then((reserved) => {
    clearTimeout(waiting)
    if (!fate.left) return runOn(reserved, fate, isNamed, work)
    reserved.release()
    throw fate.left
  })
  try {
    return await Promise.race([running, late.promise])
  } finally {
    clearTimeout(waiting)
  }
}

async function runOn<T>(reserved: ReservedSql, fate: Fate, isNamed: IsNamed, work: Work<T>): Promise<T> {
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  const options = {
    prepare: false,
    onexecute(connection: Connection) {
      connection.onclose = (error) => {
        fate.lost = error
        lost.reject(error)
      }
      // The driver takes the connection back by itself once the transaction on it is over.
      if (connection.reserved) connection.reserved.release = false
      return true
    },
  }
  // Sent together with the first statement, which opens every transaction: nothing more is sent where it failed.
  reserved.unsafe('begin', [], options).catch((error) => {
    fate.lost ??= error
    lost.reject(error)
  })
  let value: T
  try {
    value = await Promise.race([work(within(reserved, fate, isNamed)), lost.promise])
    if (fate.left) throw fate.left
  } catch (error) {
    await rollBack(reserved, fate, error, lost.promise)
    throw error
  }
  const ended: RowList<Row[]> = await Promise.race([reserved.unsafe('commit'), lost.promise])
  if (ended.command !== 'COMMIT') throw new NotCommitted('The database rolled back instead')
  return value
}

/** That a connection was lost is heard a moment after a statement failed; a ROLLBACK must not be sent on it. */
async function rollBack(
  reserved: ReservedSql,
  fate: Fate,
  error: unknown,
  lost: Promise<never>,
): Promise<void> {
  if (endsConnection(error) && !fate.left)
    await Promise.race([new Promise((resolve) => setTimeout(resolve, NEWS)), lost]).catch(() => {})
  if (fate.lost) return
  const ended = reserved.unsafe('rollback').catch(() => {})
  // A server that does not answer does not answer this either.
  if (!fate.left) await Promise.race([ended, lost]).catch(() => {})
}

/** The database could not tell afterwards whose such a transaction was. */
const inTwoPhases = () => Promise.reject(new Error('No transaction is committed in two phases'))

let savepoints = 0

/** What is handed to `work`: sends nothing once the connection is lost or nobody waits for the outcome. */
function within(reserved: ReservedSql, fate: Fate, isNamed: IsNamed): TransactionSql {
  const { unsafe } = reserved
  const named = naming(unsafe, isNamed)
  const send = (...given: Parameters<typeof unsafe>) => {
    if (fate.lost ?? fate.left) throw fate.lost ?? fate.left
    const query = named(...given)
    // Of several that are sent together, those that nobody waits for any more fail unheard. Only then is how it is to be
    // answered settled, and it may be sent.
    queueMicrotask(() => query.catch(() => {}))
    return query
  }
  const savepoint = async (...given: unknown[]) => {
    const work = given.at(-1) as Work<never>
    const name = `s${++savepoints}`
    await send(`savepoint ${name}`)
    try {
      return await work(tx)
    } catch (error) {
      await send(`rollback to ${name}`)
      throw error
    }
  }
  const tx: TransactionSql = Object.assign(reserved, { unsafe: send, savepoint, prepare: inTwoPhases })
  return tx
}
