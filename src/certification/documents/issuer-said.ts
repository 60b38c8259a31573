import type { Accreditation } from '../../db/schema/parties/confirmed-identity.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import { say } from './pdf/words.ts'

type Issuer = CertificateSnapshot['issuer']

/** Who confirmed on which day that the issuer is who it says it is, or that nobody has; null where that was never said. */
export function identitySaid(confirmed: { by: string; on: string } | null | undefined): Sentence | null {
  if (confirmed === undefined) return null
  return confirmed ? say('identity-confirmed', confirmed) : say('identity-not-confirmed')
}

/** What the issuer was competent for, by whom and until when, each as a text. */
export function competenceSaid({ accreditations = [] }: Issuer): Sentence[] {
  return accreditations.map((accreditation) => accreditationSaid(accreditation))
}

function accreditationSaid({ kind, scope, by, number, from, until, link }: Accreditation): Sentence {
  const named = number === null ? by : `${by}, ${number}`
  const term = until === null ? say('accredited-from', { from }) : say('accredited-until', { from, until })
  return (language: Language) => {
    const said = `${say(`accreditation-${kind}`)(language)}: ${readIn(scope, language)} (${named}; ${term(language)})`
    return link === null ? said : `${said} ${link}`
  }
}

/** How the issuer is reached, in one line; null where it has not said. */
export function contactSaid({ contactPoint }: Pick<Issuer, 'contactPoint'>): string | null {
  if (!contactPoint) return null
  const { email, phone, url } = contactPoint
  return [email, phone, url].filter(Boolean).join(' · ') || null
}

/** Its street and postal code, in one line; null where it has not said. */
export const addressSaid = ({ address }: Pick<Issuer, 'address'>): string | null =>
  address ? [address.street, address.postalCode].filter(Boolean).join(', ') : null
