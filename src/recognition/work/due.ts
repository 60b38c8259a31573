import type { Settings } from '../../parties/organisations/settings.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Stage } from '../stage.ts'

/**
 * The last day for what a case waits for in its present stage, by the settings of its sending organisation. Evidence is
 * due when its agreed time ends.
 */
export function dueOfStage(stage: Stage, since: Date, evidenceUntil: string, settings: Settings): string {
  if (stage === 'documentation') return evidenceUntil
  const begun = dayOf(since, settings.timeZone)
  if (stage === 'identification') return addDays(begun, settings.identificationDays)
  return addDays(begun, stage === 'assessment' ? settings.assessmentDays : settings.validationDays)
}
