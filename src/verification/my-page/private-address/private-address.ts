import type { people } from '../../../db/schema/parties/people.ts'
import { linkTerms } from '../../../platform/auth/link-terms.ts'
import { addDays } from '../../../platform/dates.ts'
import { dayOf, type Zone } from '../../../platform/time-zone.ts'

type Person = typeof people.$inferSelect

/** When a learner is written to at their own address: once the one of their school has ended, or from now on. */
export const timesToWrite = ['after-end', 'from-now'] as const

/** How many mails a day go to addresses that somebody says are theirs. */
export const MAX_A_DAY = 5

/** An address is given up that was not confirmed by then. */
export const confirmableSince = (now: Date): Date =>
  new Date(now.getTime() - linkTerms['confirm-address'].days * 86_400_000)

/** Whether a person is asked now for an address of their own: the one that their school has ends within a month, or has. */
export function isAskedForAddress(
  { emailEnds, privateEmail }: Pick<Person, 'emailEnds' | 'privateEmail'>,
  now: Date,
  zone: Zone,
): boolean {
  return privateEmail === null && emailEnds !== null && emailEnds <= addDays(dayOf(now, zone), 30)
}
