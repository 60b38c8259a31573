import { dayOf, type Zone } from './time-zone.ts'

/**
 * So far, in seconds, the clock of whoever sends us a time may differ from ours. What is held against our clock and was
 * written by another goes through here; what we wrote ourselves, such as when a link ends, is compared as it is.
 */
export const CLOCKS_DIFFER = 300

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Whether a moment lies ahead by every clock that may be right; what is no moment never comes. */
export const isAhead = (moment: Date, now: Date): boolean => !(moment <= later(now, CLOCKS_DIFFER))

/** Whether a moment is past by every clock that may be right; what is no moment is. */
export const isOver = (moment: Date, now: Date): boolean => !(moment > later(now, -CLOCKS_DIFFER))

/** The last calendar day (YYYY-MM-DD) that is today in a zone by a clock that may be right. */
export const latestToday = (now: Date, zone: Zone): string => dayOf(later(now, CLOCKS_DIFFER), zone)

/** The first calendar day (YYYY-MM-DD) that is today in a zone by a clock that may be right. */
export const earliestToday = (now: Date, zone: Zone): string => dayOf(later(now, -CLOCKS_DIFFER), zone)
