export const identityChecks = [
  'register-extract',
  'erasmus-registration',
  'visit',
  'document',
  'other',
] as const

export const accreditationKinds = [
  'erasmus-vet-accreditation',
  'national-accreditation',
  'licence',
  'eqavet',
  'other',
] as const

/** What an organisation is competent for, and who says so. */
export type Accreditation = {
  kind: (typeof accreditationKinds)[number]
  scope: { lv: string; en: string }
  by: string
  number: string | null
  /** Calendar days, both included; null: until it is withdrawn. */
  from: string
  until: string | null
  link: string | null
}

/** Who checked how and when that an organisation is who it says it is; the operator vouches for it. */
export type ConfirmedIdentity = {
  /** The statement that says so. */
  statement: string
  checkedBy: string
  checkedHow: (typeof identityChecks)[number]
  checkedHowText: string | null
  /** A calendar day. */
  checkedOn: string
  accreditations: Accreditation[]
}

/** What identifies an organisation, as the operator stated it. */
export type IdentifyingFacts = {
  name: string
  latinName: string | null
  /** Where it is another than the name. */
  legalName: string | null
  country: string
  oid: string | null
  registrationNumber: string | null
}
