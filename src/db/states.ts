/** The SQLSTATE of a database error, however deeply the query builder has wrapped it. */
export function sqlState(error: unknown): string | undefined {
  // Codes of the operating system begin with E, and some are of five letters too.
  return codesOf(error).find((code) => /^(?!E)[0-9A-Z]{5}$/.test(code))
}

const RETRIED = new Set(['40000', '40001', '40P01'])

/** Whether trying again may help: transactions got into each other's way. */
export const isRetried = (error: unknown): boolean => RETRIED.has(sqlState(error) ?? '')

const OUT_OF_TIME = new Set(['57014', '55P03'])

/** Whether a statement, or a wait for a lock, was ended because it took too long: others were in the way. */
export const isOutOfTime = (error: unknown): boolean => OUT_OF_TIME.has(sqlState(error) ?? '')

/**
 * What a value that came with a request does to the database's types: too long, out of range, no calendar's day, no text.
 * Other states of the same class speak of the server (22023 of a role that is not there), not of what was sent.
 */
const INPUT = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'])

/** Whether the database could not take a value. */
export const isOutOfRange = (error: unknown): boolean => INPUT.has(sqlState(error) ?? '')

/** What the service needs is not to be had now: `full` where there is no room to write, `away` for everything else. */
export type Outage = 'away' | 'full'

/** No room: on the database's disk, or on that of the files. */
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** Connections that end or do not come about, as the driver, the operating system and the database say it. */
const CONNECTION = [
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '25P04',
]

/** Whether an error says that the connection it came over is gone, or is about to be. */
export const endsConnection = (error: unknown): boolean =>
  codesOf(error).some((code) => CONNECTION.includes(code) || code.startsWith('08'))

/** Besides: disks that do not take or give, and what the database is not allowed or not able to do. */
const AWAY = new Set([
  ...CONNECTION,
  'EROFS',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENFILE',
  // Statements and locks that took too long.
  '57014',
  '55P03',
  // A database that only reads, as a replica does; one that does not exist; a role that is not there.
  '25006',
  '3D000',
  '22023',
  '58030',
])

/** Whole classes: connections (08), who may connect (28), resources (53), and the server shutting down or starting (57P). */
const AWAY_CLASSES = /^(08...|28...|53...|57P..)$/

/** Which outage an error tells of, if one: trying again later may help, and nothing is wrong with what was asked. */
export function outageIn(error: unknown): Outage | null {
  const codes = codesOf(error)
  if (codes.some((code) => FULL.has(code))) return 'full'
  return codes.some((code) => AWAY.has(code) || AWAY_CLASSES.test(code)) ? 'away' : null
}

function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = { ...cause } as { code?: unknown }
    if (typeof code === 'string') codes.push(code)
  }
  return codes
}
