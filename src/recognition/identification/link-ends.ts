import { addDays, endOfDay } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { type CaseRows, followedVersion } from '../case.ts'

/** Until when at least a link to the information sheet works: as long as the case may stay in identification. */
export function acknowledgedUntil({ recognition, settings }: CaseRows): Date {
  const { identificationDays, timeZone } = settings
  return endOfDay(addDays(dayOf(recognition.stageSince, timeZone), identificationDays), timeZone)
}

/** Until when at least a link to declare authorship works: as long as evidence may still be produced. */
export function declaredUntil(rows: CaseRows): Date {
  const { evidenceUntil, outcomes } = followedVersion(rows).version.content
  const last = [evidenceUntil, ...outcomes.map((outcome) => outcome.evidenceUntil)].sort().at(-1)!
  return endOfDay(last, rows.settings.timeZone)
}
