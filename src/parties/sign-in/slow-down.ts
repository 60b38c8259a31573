import { sha256 } from '../../platform/hash.ts'

/** How often in a row somebody failed, and when last. */
export type Failures = { failures: number; lastAt: Date }

/** Whoever mistypes may do so a few times; then each further try has to wait twice as long, for 15 minutes at most. */
const FREE = 4
const LONGEST_SECONDS = 900
/** After a day without a try all is forgotten. */
export const FORGOTTEN_MS = 24 * 3600 * 1000

/** Of one client so many addresses, and people, are counted in the database; further ones are in the memory of the process. */
export const ADDRESSES = 50

export const NEVER: Failures = { failures: 0, lastAt: new Date(0) }

/** How many seconds are left to wait before the next try; 0: none. */
export function secondsToWait({ failures, lastAt }: Failures, now: Date): number {
  if (failures <= FREE) return 0
  const pause = Math.min(2 ** (failures - FREE - 1), LONGEST_SECONDS)
  return Math.max(0, Math.ceil(pause - (now.getTime() - lastAt.getTime()) / 1000))
}

/** Whether this failure is worth a line of the ledger: the first in a row, and then each time that they have doubled. */
export const isTold = (failures: number): boolean => Number.isInteger(Math.log2(failures))

/** What is kept of a person who is said to have signed in, at an address, through a client: they count by themselves. */
export function personKey(clientId: string, address: string, subject: string | null): string {
  return `${PERSON}${addressKey(`${clientId} ${subject ?? ''}`, address)}`
}

/** With what the keys of people begin. */
export const PERSON = 'person '

/** What is kept of an address at which somebody speaks for a client; of IPv6 the network counts, which is one household's. */
export function addressKey(clientId: string, address: string): string {
  return sha256(`${clientId} ${address.includes(':') ? networkOf(address) : address}`)
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [before = '', after] = address.split('::')
  const groups = before.split(':').filter(Boolean)
  const rest = after === undefined ? [] : after.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}

/**
 * The failures that are not worth a row: in the name of clients that there are not, or from more addresses than a client
 * has. They are known to this process alone, and the newest of them.
 */
export type Strangers = { of(key: string): Failures; note(key: string, now: Date): void }

export function rememberStrangers(most = 10_000): Strangers {
  const known = new Map<string, Failures>()
  return {
    of: (key) => known.get(key) ?? NEVER,
    note(key, now) {
      const { failures, lastAt } = known.get(key) ?? NEVER
      const isForgotten = now.getTime() - lastAt.getTime() > FORGOTTEN_MS
      known.delete(key)
      known.set(key, { failures: isForgotten ? 1 : failures + 1, lastAt: now })
      if (known.size > most) known.delete(known.keys().next().value!)
    },
  }
}
