import type { Settings } from '../organisations/settings.ts'
import { isInForce, type Partnership, type Terms, termsOf } from './partnership.ts'

/** The settings of the sending organisation, and over them what the memorandum in force today says. */
export function termsOfCase({
  settings,
  memoranda,
  today,
}: {
  settings: Settings
  memoranda: readonly Partnership[]
  today: string
}): Terms {
  const newestFirst = [...memoranda].filter(isConfirmed).sort(byConfirmation)
  return termsOf(
    settings,
    newestFirst.find((memorandum) => isInForce(memorandum, today, settings.timeZone)),
  )
}

type Confirmed = Partnership & { confirmedAt: Date }
const isConfirmed = (memorandum: Partnership): memorandum is Confirmed => memorandum.confirmedAt !== null
const byConfirmation = (first: Confirmed, second: Confirmed) =>
  second.confirmedAt.getTime() - first.confirmedAt.getTime() || (first.id < second.id ? 1 : -1)
