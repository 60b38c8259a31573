import { daysUntil } from '../../../platform/dates.ts'

/** So many days before its last day something is reminded of: twice at most. */
export const remindedBefore = [7, 3] as const

/** So many days before it ends, a learner is reminded that the address of their school does. */
export const addressRemindedBefore = [30, 7] as const

/** Which of these is due on a day for an address that ends on another one, which names the day: that may be moved. */
export function addressReminderOn(today: string, ends: string): string {
  const left = daysUntil(ends, today)
  const before = addressRemindedBefore.findLast((days) => left <= days)
  return `${before ?? addressRemindedBefore[0]} before ${ends}`
}

/** So many days after it, coordinators are still told that something is past its last day. */
export const toldAfter = 3

/** Which reminder is due on a day for something whose last day is another; null: none, or it is past. */
export function reminderOn(today: string, until: string): `reminder-${number}` | null {
  const left = daysUntil(until, today)
  const before = remindedBefore.findLast((days) => left <= days)
  return left < 0 || before === undefined ? null : `reminder-${before}`
}
