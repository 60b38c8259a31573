import type { Actor } from '../auth/access.ts'
import { dayOf } from '../time-zone.ts'

/** Whether a moment is of the day of another one, as the organisation of whoever acts counts days. */
export const isOfOneDay = (moment: Date, asOf: Date, { zone }: Pick<Actor, 'zone'>): boolean =>
  dayOf(moment, zone) === dayOf(asOf, zone)
