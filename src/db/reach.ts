import postgres from 'postgres'

/** What is not answered after this is asked about; a server that does not answer that either is away. Milliseconds. */
const PATIENCE = 250
const PROBE = 700

/** That the database does not answer, or that no connection came free in time. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach'
  readonly code = 'CONNECT_TIMEOUT'
}

/** Whether a database can be reached, found out by asking it something small on a connection of its own. */
export type Reach = {
  /** Asks it now; those who ask together are answered together. */
  isAnswering(): Promise<boolean>
  /** Rejects with `OutOfReach` at once while the database is known to be away. */
  assertWithin(): void
  /** Settles as `asked` does, or rejects within a second once the database does not answer; `leave` hears of that first. */
  watch<T>(asked: Promise<T>, leave: (reason: OutOfReach) => void): Promise<T>
  close(): Promise<void>
}

/** Nothing is asked for as long as everything is answered at once. A server is away that is silent for so long. */
export function reachOf(url: string, silentAfterMs = PROBE): Reach {
  let sql: postgres.Sql | null = null
  let asking: Promise<boolean> | null = null
  let away = false
  let closed = false

  async function ask(): Promise<boolean> {
    sql ??= postgres(url, {
      max: 1,
      connect_timeout: Math.ceil(silentAfterMs / 1000),
      idle_timeout: 10,
      fetch_types: false,
      onnotice: () => {},
    })
    const answered = await within(silentAfterMs, sql.unsafe('select 1').simple())
    if (!answered) {
      // A connection that failed is not asked again.
      void sql?.end({ timeout: 0 }).catch(() => {})
      sql = null
    }
    if (!answered && !closed) setTimeout(() => void isAnswering(), PATIENCE).unref()
    away = !answered
    return answered
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
      await sql?.end({ timeout: 1 })
    },
  }
}

/** Whether it is fulfilled in time. What came meanwhile is looked at before it counts as late. */
async function within(milliseconds: number, asked: PromiseLike<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => setImmediate(() => resolve(false)), milliseconds)
    const settle = (answered: boolean) => {
      clearTimeout(timer)
      resolve(answered)
    }
    asked.then(
      () => settle(true),
      () => settle(false),
    )
  })
}
