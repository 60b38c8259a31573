import type { stayRoles } from '../../db/schema/mobility/stays.ts'
import { period } from '../../platform/dates.ts'
import { countryName } from '../../platform/words/countries.ts'
import type { Language } from '../../platform/words/language.ts'
import { say } from './words.ts'

/** As what an organisation has a part in a mobility, as a row of facts calls it. */
export const stayTerm = ({ role }: { role: (typeof stayRoles)[number] }, language: Language): string =>
  say('stay-role', { role })(language)

/** A part of a mobility as it is agreed and printed. */
export type SaidStay = {
  organisation: { name: string; country?: string | undefined }
  role: (typeof stayRoles)[number]
  startsOn: string | null
  endsOn: string | null
}

/** Who hosts which days, and who arranges it, in one line. */
export const staysSaid = (stays: readonly SaidStay[], language: Language): string =>
  stays.map((stay) => staySaid(stay, language)).join('; ')

/** One part: whose it is, and its days. */
export function staySaid(stay: SaidStay, language: Language): string {
  const { name, country } = stay.organisation
  const organisation = country === undefined ? name : `${name}, ${countryName(country, language)}`
  const days = stayDays(stay, language)
  if (days === '') return say('stay-arranged', { organisation })(language)
  return say('stay-said', { organisation, days, role: stay.role })(language)
}

/** The days of a part, as they are read; empty of an intermediary without days. */
export const stayDays = (
  { startsOn, endsOn }: { startsOn: string | null; endsOn: string | null },
  language: Language,
): string => (startsOn === null || endsOn === null ? '' : period(startsOn, endsOn, language))
