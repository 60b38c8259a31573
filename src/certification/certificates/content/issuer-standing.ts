import type { Accreditation, ConfirmedIdentity } from '../../../db/schema/parties/confirmed-identity.ts'
import type { Address, Colours, Contact, Signatory } from '../../../db/schema/parties/presentation.ts'
import { accreditedOn } from '../../../parties/organisations/identity/identity.ts'
import type { Organisation } from '../../../parties/organisations/store.ts'

/** Who confirmed that an organisation is who it says it is, how and on which calendar day. */
export type Confirmed = {
  by: string
  how: ConfirmedIdentity['checkedHow']
  howInWords: string | null
  on: string
}

/** What a certificate says of its issuer beyond its name and place, all of it absent in those of earlier releases. */
export type IssuerStanding = {
  /** Where it is another than the name. */
  legalName?: string
  registrationNumber?: string
  /** Null where nobody had confirmed it on the day of issue. */
  confirmed?: Confirmed | null
  /** What it was competent for on the day of issue; absent where nothing was stated. */
  accreditations?: Accreditation[]
  contactPoint?: Contact
  address?: Address
  signatories?: Signatory[]
  colours?: Colours
  /** SHA-256 of its logo, hexadecimal. */
  logo?: string
}

/** The same of an organisation as the directory has it, for what is issued on a calendar day. */
export function issuerStanding(organisation: Organisation, day: string): IssuerStanding {
  const { legalName, registrationNumber, identity, contact, address, signatories, colours, logo } =
    organisation
  const accreditations = accreditedOn(identity?.accreditations ?? [], day)
  return {
    ...(legalName && { legalName }),
    ...(registrationNumber && { registrationNumber }),
    confirmed: identity && confirmedOf(identity),
    ...(accreditations.length > 0 && { accreditations }),
    ...(contact && { contactPoint: contact }),
    ...(address && { address }),
    ...(signatories?.length && { signatories }),
    ...(colours && { colours }),
    ...(logo && { logo }),
  }
}

const confirmedOf = ({ checkedBy, checkedHow, checkedHowText, checkedOn }: ConfirmedIdentity): Confirmed => ({
  by: checkedBy,
  how: checkedHow,
  howInWords: checkedHowText,
  on: checkedOn,
})
