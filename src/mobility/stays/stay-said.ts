import type { stayRoles } from '../../db/schema/mobility/stays.ts'
import { period } from '../../platform/dates.ts'
import type { Language } from '../../platform/words/language.ts'
import { say } from './words.ts'

/** As what an organisation has a part in a mobility, as a row of facts calls it. */
export const stayTerm = ({ role }: { role: (typeof stayRoles)[number] }, language: Language): string =>
  say('stay-role', { role })(language)

/** The days of a part, as they are read; empty of an intermediary without days. */
export const stayDays = (
  { startsOn, endsOn }: { startsOn: string | null; endsOn: string | null },
  language: Language,
): string => (startsOn === null || endsOn === null ? '' : period(startsOn, endsOn, language))
