/** The IANA name of a time zone, such as Europe/Riga. */
export type Zone = string

/** Whose days count where an organisation has set no zone. */
export const DEFAULT_ZONE: Zone = 'Europe/Riga'

/** For days that are only counted or listed, of organisations in several zones; no right depends on them. */
export const UTC: Zone = 'UTC'

const clocks = new Map<Zone, Intl.DateTimeFormat>()

function clockOf(zone: Zone): Intl.DateTimeFormat {
  const there = clocks.get(zone)
  if (there) return there
  const clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  clocks.set(zone, clock)
  return clock
}

/** Whether a name is one of a time zone by the tz database that the runtime has; an offset such as +02:00 is none. */
export function isZone(name: string): name is Zone {
  try {
    return /^[A-Za-z]/.test(name) && clockOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The calendar day of a moment where a zone's clocks are read, YYYY-MM-DD. */
export function dayOf(moment: Date, zone: Zone): string {
  const parts = clockOf(zone).formatToParts(moment)
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)!.value
  return `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}`
}

/** The time of a moment where a zone's clocks are read: 14:02. */
export const timeOfDay = (moment: Date, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment)

const MINUTE = 60_000
/** No zone is further than 14 hours from UTC; the rest is for those that once were. */
const FURTHEST = 16 * 60 * MINUTE

/** The first moment of a calendar day in a zone: midnight, or where clocks are put forward over it, the next one there is. */
export function startOfDay(day: string, zone: Zone): Date {
  const middle = Date.parse(`${day}T00:00:00Z`)
  let [before, from] = [middle - FURTHEST, middle + FURTHEST]
  while (from - before > 1) {
    const moment = Math.floor((before + from) / 2)
    if (dayOf(new Date(moment), zone) >= day) from = moment
    else before = moment
  }
  return new Date(from)
}
