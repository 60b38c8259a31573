import postgres from 'postgres'

/** What stands between the service and the database, as far as it matters how statements are sent. */
export const poolers = ['none', 'transaction'] as const
export type Pooler = (typeof poolers)[number]

/** Of no use to anybody else: whoever gives it back has taken what was asked for at the start of the connection. */
const ASKED = 123_457

/**
 * Finds out whether each transaction may get another connection of the database. Poolers refuse what is asked for at the
 * start of a connection, or leave it out; the database does what it is told. One that does not answer counts as no pooler:
 * nothing can be done with it either way.
 */
export async function poolerAt(url: string): Promise<Pooler> {
  const probe = postgres(url, {
    max: 1,
    connect_timeout: 5,
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
    connection: { statement_timeout: ASKED },
  })
  try {
    const [row] = await probe.unsafe("select setting from pg_settings where name = 'statement_timeout'")
    return row?.setting === String(ASKED) ? 'none' : 'transaction'
  } catch (error) {
    return isRefusal(error) ? 'transaction' : 'none'
  } finally {
    await probe.end({ timeout: 1 }).catch(() => {})
  }
}

/** protocol_violation, with which PgBouncer answers a parameter that it does not know. */
const isRefusal = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && error.code === '08P01'
