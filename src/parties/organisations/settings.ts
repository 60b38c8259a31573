import {
  type RestrainingSetting,
  restrainingSettings,
  type Settings,
} from '../../db/schema/parties/settings.ts'
import type { Fault } from '../../errors.ts'
import { DEFAULT_ZONE } from '../../platform/time-zone.ts'
import { say } from './words.ts'

export type { Settings }

/** As many bytes as a film or recording has at most, whatever is set: 250 MiB. */
export const MAX_FILM_BYTES = 250 * 1024 * 1024

const defaultSettings: Settings = {
  outsideMemorandum: 'warn',
  secondMarkingRate: 0.1,
  secondMarkingMinimum: 5,
  kappaAlarm: 0.6,
  kappaPause: 0.4,
  appealWindowDays: 30,
  appealDecisionDays: 30,
  identificationDays: 14,
  assessmentDays: 14,
  validationDays: 14,
  certificateAfterAppealDays: 14,
  recognitionActDays: 30,
  revocationDays: 7,
  qualityAssurance: [],
  validityMonths: [],
  timeZone: DEFAULT_ZONE,
  evidenceDays: 30,
  evidenceQuotaBytes: 500 * 1024 * 1024,
  evidenceFilmBytes: 100 * 1024 * 1024,
  requireSignIn: false,
  secondPersonForRights: true,
  otherSigner: 'deviation',
  bothGuardians: false,
  mail: 'asked',
  mailFromName: null,
  mailReplyTo: null,
  mailTexts: [],
  retention: 'tell',
  keepDraftsDays: 60,
  keepLinksDays: 30,
  keepMessagesDays: 365,
  keepSpecialNeedsDays: 90,
  keepEvidenceDays: 365,
  keepAppealTextsDays: 1095,
  keepUncertifiedDays: 365,
  keepPeopleDays: 1825,
  retentionGrounds: {},
}

/** What was set, and the default for everything else. */
export function withDefaults(set: Partial<Settings>): Settings {
  return { ...defaultSettings, ...set }
}

/** A value replaces, null goes back to the default, what is left out stays. */
type Changes = { [K in keyof Settings]?: Settings[K] | null | undefined }

/** What was set, changed: a value replaces, null goes back to the default, what is left out stays. */
export function changeSettings(set: Partial<Settings>, changes: Changes): Partial<Settings> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  const next = { ...set, ...Object.fromEntries(given) }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as Partial<Settings>
}

/** The settings that hold rights down and are to be switched off, or left off where an upgrade has done that. */
export function letGoBy(
  set: Partial<Settings>,
  undecided: readonly string[],
  changes: Changes,
): RestrainingSetting[] {
  const before = withDefaults(set)
  const after = withDefaults(changeSettings(set, changes))
  return restrainingSettings.filter(
    (name) => changes[name] !== undefined && !after[name] && (before[name] || undecided.includes(name)),
  )
}

/** What does not fit together: issuing would stop before anyone was alarmed, or a framework is none of those that are known. */
export function settingFaults(
  { kappaAlarm, kappaPause, validityMonths }: Settings,
  frameworks: readonly string[],
): Fault[] {
  return [
    ...(kappaPause <= kappaAlarm
      ? []
      : [{ in: 'body' as const, pointer: '/kappaPause', detail: say('above-alarm', { alarm: kappaAlarm }) }]),
    ...validityMonths.flatMap(({ framework }, index): Fault[] =>
      framework === null || frameworks.includes(framework)
        ? []
        : [
            {
              in: 'body',
              pointer: `/validityMonths/${index}/framework`,
              detail: say('no-framework', { known: frameworks.join(', ') }),
            },
          ],
    ),
  ]
}
