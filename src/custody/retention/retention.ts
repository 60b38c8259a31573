import type { RetentionClass } from '../../db/schema/parties/settings.ts'
import type { Settings } from '../../parties/organisations/settings.ts'
import type { Class } from '../erasure/class.ts'
import type { Messages } from './words/messages.ts'

export { retentionClasses } from '../../db/schema/parties/settings.ts'

/**
 * What is kept for a period: which setting says for how long, of what a thing of it is a part, and, where not all of a
 * person goes, which classes of the erasure matrix do.
 */
export const retained: Readonly<
  Record<
    RetentionClass,
    { setting: DaysSetting; of: 'case' | 'link' | 'message' | 'person'; removes: readonly Class['code'][] }
  >
> = {
  drafts: { setting: 'keepDraftsDays', of: 'case', removes: ['drafts'] },
  links: { setting: 'keepLinksDays', of: 'link', removes: ['links'] },
  messages: { setting: 'keepMessagesDays', of: 'message', removes: ['messages'] },
  'special-needs': { setting: 'keepSpecialNeedsDays', of: 'case', removes: ['special-needs'] },
  evidence: {
    setting: 'keepEvidenceDays',
    of: 'case',
    removes: ['evidence-files', 'evidence-texts', 'diary'],
  },
  'appeal-texts': { setting: 'keepAppealTextsDays', of: 'case', removes: ['appeal-texts'] },
  uncertified: { setting: 'keepUncertifiedDays', of: 'person', removes: [] },
  people: { setting: 'keepPeopleDays', of: 'person', removes: [] },
}

type DaysSetting = Extract<keyof Settings, `keep${string}Days`>

/** What is kept without a period of an organisation's own, and why: for good, or for a time that is fixed. */
export const beyondPeriods = [
  'register',
  'ledger',
  'readings',
  'sign-ins',
  'answers',
] as const satisfies readonly KeptCode[]
type KeptCode = Extract<keyof Messages, `kept-${string}`> extends `kept-${infer Code}` ? Code : never

/** For how many days a class is kept; what an appeal may still turn on is kept until nobody may appeal. */
export function daysOf(code: RetentionClass, settings: Settings): number {
  const { setting, of } = retained[code]
  return of === 'link' || of === 'message'
    ? settings[setting]
    : Math.max(settings[setting], settings.appealWindowDays)
}
