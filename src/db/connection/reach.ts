import postgres from 'postgres'

/** What is not answered after this is asked about; a server that does not answer that either is away. Milliseconds. */
const PATIENCE = 250
const PROBE = 500

/** That the database does not answer, or that no connection came free in time. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach'
  readonly code = 'CONNECT_TIMEOUT'
}

/** Whether a database can be reached, found out by asking it something small on a connection that is kept for it. */
export type Reach = {
  /** Asks it now; those who ask together are answered together. */
  isAnswering(): Promise<boolean>
  /** Rejects with `OutOfReach` at once while the database is known to be away. */
  assertWithin(): void
  /** Settles as `asked` does, or rejects within a second once the database does not answer; `leave` hears of that first. */
  watch<T>(asked: Promise<T>, leave: (reason: OutOfReach) => void): Promise<T>
  close(): Promise<void>
}

/** A server is away that is silent for so long, in milliseconds. Little is asked as long as everything is answered at once. */
export function reachOf(url: string, silentAfterMs = PROBE): Reach {
  let kept: postgres.Sql | null = null
  let asking: Promise<boolean> | null = null
  let away = false
  let closed = false

  const connect = () =>
    postgres(url, {
      max: 1,
      connect_timeout: Math.ceil(silentAfterMs / 1000),
      max_lifetime: null,
      fetch_types: false,
      onnotice: () => {},
    })

  async function ask(): Promise<boolean> {
    const asked: postgres.Sql[] = []
    const askOn = async (sql: postgres.Sql) => {
      asked.push(sql)
      await sql.unsafe('select 1').simple()
      return sql
    }
    const first = askOn(kept ?? connect())
    const answering = kept ? Promise.any([first, beside(first, () => askOn(connect()))]) : first
    const by = await within(silentAfterMs, answering)
    for (const sql of asked) if (sql !== by || closed) void sql.end({ timeout: 0 }).catch(() => {})
    kept = by
    if (!by && !closed) setTimeout(() => void isAnswering(), PATIENCE).unref()
    away = !by
    return !away
  }

  function isAnswering(): Promise<boolean> {
    if (closed) return Promise.resolve(false)
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }

  return {
    isAnswering,
    assertWithin() {
      if (away) throw new OutOfReach('The database does not answer')
    },
    watch(asked, leave) {
      return new Promise((resolve, reject) => {
        const look = async () => {
          if (await isAnswering()) {
            if (waiting) timer = setTimeout(look, PATIENCE)
            return
          }
          if (!waiting) return
          const reason = new OutOfReach('The database does not answer')
          leave(reason)
          reject(reason)
        }
        let waiting = true
        let timer = setTimeout(look, PATIENCE)
        asked.then(resolve, reject).finally(() => {
          waiting = false
          clearTimeout(timer)
        })
      })
    },
    async close() {
      closed = true
      await asking
      await kept?.end({ timeout: 1 })
    },
  }
}

/**
 * What a second question comes to, asked once the first one failed or was not answered for a while. A new connection
 * takes long on a busy server, and there may be none to be had, which an old one does not mind; an old one may be lost.
 */
function beside<T>(first: Promise<unknown>, askAgain: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const again = () => void askAgain().then(resolve, reject)
    const timer = setTimeout(again, PATIENCE)
    first.then(
      () => clearTimeout(timer),
      () => {
        clearTimeout(timer)
        again()
      },
    )
  })
}

/** What was asked, or null where it failed or comes too late. What came meanwhile is looked at before it counts as late. */
async function within<T>(milliseconds: number, asked: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => setImmediate(() => resolve(null)), milliseconds)
    const settle = (answered: T | null) => {
      clearTimeout(timer)
      resolve(answered)
    }
    asked.then(settle, () => settle(null))
  })
}
