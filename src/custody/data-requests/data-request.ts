import type { dataRequests } from '../../db/schema/custody/data-requests.ts'

export { dataOutcomes, dataRights } from '../../db/schema/custody/data-requests.ts'
export type DataRequest = typeof dataRequests.$inferSelect

export const dataRequestStates = ['open', 'extended', 'answered'] as const
export type DataRequestState = (typeof dataRequestStates)[number]

export function stateOf({
  answeredAt,
  extendedAt,
}: Pick<DataRequest, 'answeredAt' | 'extendedAt'>): DataRequestState {
  if (answeredAt) return 'answered'
  return extendedAt ? 'extended' : 'open'
}

/** A calendar day so many months later; where that month has no such day, its last one. Both YYYY-MM-DD. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
  return `${lastOfMonth.slice(0, 8)}${String(Math.min(date, Number(lastOfMonth.slice(8)))).padStart(2, '0')}`
}

/** The last day for an answer, of a request received on a day: Article 12(3) GDPR. */
export const dueAfter = (receivedOn: string, isExtended: boolean): string =>
  addMonths(receivedOn, isExtended ? 3 : 1)

/** From when the days of waiting count, of a request received on a day. */
export const beginningOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
