import type { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { addMonths } from '../../platform/dates.ts'

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

/** The last day for an answer, of a request received on a day: Article 12(3) GDPR. */
export const dueAfter = (receivedOn: string, isExtended: boolean): string =>
  addMonths(receivedOn, isExtended ? 3 : 1)

/** A request, and the day of whoever it is shown to. */
export type ShownRequest = { row: DataRequest; today: string }

/** As many requests as the page of whoever asked shows. */
export const MAX_SHOWN = 20
