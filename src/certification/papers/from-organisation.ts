import type { Tx } from '../../db/client.ts'
import { writtenName } from '../../parties/names/names.ts'
import { findLogo } from '../../parties/organisations/presentation/store.ts'
import type { Organisation } from '../../parties/organisations/store.ts'
import { countryName } from '../../platform/words/countries.ts'
import type { Language } from '../../platform/words/language.ts'
import { addressSaid, contactSaid } from '../documents/issuer-said.ts'
import { readableAccent } from '../documents/pdf/issuer-look.ts'
import type { LaidOut } from './lay-out-verification.ts'
import { say } from './words.ts'

/** Who a paper is from, with the logo, contact and colour that the organisation shows now, as on its certificates. */
export async function fromOrganisation(
  tx: Tx,
  organisation: Organisation,
  language: Language,
): Promise<NonNullable<LaidOut['from']>> {
  const { id, logo: sha256, contact, address, city, country, oid, colours } = organisation
  const shown = sha256 ? await findLogo(tx, id, sha256) : undefined
  const name = writtenName(organisation)
  const street = addressSaid({ ...(address && { address }) })
  const place = [street, city, countryName(country, language)].filter(Boolean).join(', ')
  const reached = [oid && `OID ${oid}`, contactSaid({ ...(contact && { contactPoint: contact }) })]
  return {
    name,
    lines: [place, reached.filter(Boolean).join(' · ')].filter(Boolean),
    logo: sha256 && shown ? { sha256, ...shown } : null,
    alt: say('logo', { organisation: name })(language),
    accent: readableAccent(colours),
  }
}
