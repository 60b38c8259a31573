import { catalogue } from '../../../platform/words/catalogue.ts'
import { countryName } from '../../../platform/words/countries.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { CertificateSnapshot, CertifiedOrganisation } from '../../certificates/snapshot.ts'
import type { Messages } from './words/messages.ts'

/** Every fixed word on the certificate. Papers that were given out are drawn again with the same ones. */
export const say = catalogue<Messages>(import.meta.url)

/** A word that takes no facts. */
export type Word = { [Key in keyof Messages]: Messages[Key] extends null ? Key : never }[keyof Messages]

type Participation = CertificateSnapshot['mobility']['participation']

/** How somebody took part in a mobility, in a language. */
export const participationIn = (language: Language, participation: Participation): string =>
  say(`participation-${participation}`)(language)

/** Where an organisation is: city and country. */
export function placeIn(
  language: Language,
  organisation: Pick<CertifiedOrganisation, 'city' | 'country'>,
): string {
  return [organisation.city, countryName(organisation.country, language)].filter(Boolean).join(', ')
}

/** A number of hours; one with a fraction stands in the plural as one half does, and is printed with a full stop. */
export const hours = (language: Language, count: number): string =>
  say('hours', { count: Number.isInteger(count) ? count : 0.5, hours: String(count) })(language)

/** A number of hours as a figure; h is the sign of the unit in every language. */
export const hoursFigure = (count: number): string => `${count}\u00a0h`
