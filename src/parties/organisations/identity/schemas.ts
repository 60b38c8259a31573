import { z } from 'zod'
import {
  accreditationKinds,
  type ConfirmedIdentity,
  identityChecks,
} from '../../../db/schema/parties/confirmed-identity.ts'
import type { organisations } from '../../../db/schema/parties/organisations.ts'
import { shortText } from '../../../platform/http/texts.ts'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { CountryCode } from '../../../platform/vocabularies/country.ts'
import { LatinName, OwnName } from '../../names/schemas.ts'
import { PrintedLink } from '../presentation/schemas.ts'
import { say } from '../words.ts'
import type { StatedIdentityRow } from './store.ts'

const Text = shortText(200)
export const Oid = z
  .string()
  .regex(/^E\d{8}$/, asMessage(say('oid')))
  .describe('Erasmus+ organisation identifier')
const Said = shortText(300)
const Day = z.iso.date()

const how = {
  checkedBy: Text.describe('the body that checked who it is; no name of a person'),
  checkedHow: z.enum(identityChecks),
}

const Accreditation = z
  .strictObject({
    kind: z.enum(accreditationKinds),
    scope: z.strictObject({ lv: Said, en: Said }).describe('what it is competent for, in both languages'),
    by: Text.describe('the body that says so'),
    number: shortText(100).nullish(),
    from: Day,
    until: Day.nullish().describe('its last day; none: until it is withdrawn'),
    link: PrintedLink.nullish().describe('where it can be looked up'),
  })
  .meta({ id: 'StatedAccreditation' })

export const StatedIdentity = z
  .strictObject({
    name: OwnName,
    latinName: LatinName.nullish(),
    legalName: Text.nullish().describe('its name in law, where that is another one'),
    country: CountryCode,
    oid: Oid.nullish(),
    registrationNumber: shortText(50).nullish().describe('in the register of its country'),
    ...how,
    checkedHowText: Said.nullish().describe('how, in words; needed where it is `other`'),
    checkedOn: Day,
    accreditations: z
      .array(Accreditation)
      .max(20)
      .default([])
      .describe('all of them: those that are left out are none any more'),
  })
  .meta({
    id: 'StatedIdentity',
    examples: [
      {
        name: 'Parauga tehnikums',
        country: 'LV',
        oid: 'E10000001',
        registrationNumber: '40000000000',
        checkedBy: 'State Education Development Agency',
        checkedHow: 'register-extract',
        checkedOn: '2026-11-02',
        accreditations: [
          {
            kind: 'erasmus-vet-accreditation',
            scope: { lv: 'Prakse citur', en: 'Mobility of learners' },
            by: 'State Education Development Agency',
            from: '2026-01-01',
            until: '2027-12-31',
          },
        ],
      },
    ],
  })

export const WithdrawnIdentity = z
  .strictObject({ reason: Said })
  .meta({ id: 'WithdrawnIdentity', examples: [{ reason: 'The school was closed.' }] })

export const IdentityView = z
  .object({
    checkedBy: z.string(),
    checkedHow: z.enum(identityChecks),
    checkedHowText: z.string().nullable(),
    checkedOn: z.iso.date(),
  })
  .meta({ id: 'ConfirmedIdentity' })

export const AccreditationView = z
  .object({
    kind: z.enum(accreditationKinds),
    scope: z.object({ lv: z.string(), en: z.string() }),
    by: z.string(),
    number: z.string().nullable(),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    link: z.string().nullable(),
  })
  .meta({ id: 'Accreditation' })

/** What the directory says of who an organisation is. */
export const identityFields = {
  legalName: z.string().nullable().describe('its name in law, where that is another one'),
  registrationNumber: z.string().nullable().describe('in the register of its country'),
  identity: IdentityView.nullable().describe(
    'who checked how and when that it is who it says it is; null: nobody has confirmed that',
  ),
  accreditations: z.array(AccreditationView).describe('what it is competent for, as the operator states it'),
}

function viewCheck({ checkedBy, checkedHow, checkedHowText, checkedOn }: ConfirmedIdentity) {
  return { checkedBy, checkedHow, checkedHowText, checkedOn }
}

export function viewIdentity(row: typeof organisations.$inferSelect) {
  const { legalName, registrationNumber, identity } = row
  const accreditations = identity?.accreditations ?? []
  return {
    legalName,
    registrationNumber,
    identity: identity && viewCheck(identity),
    accreditations,
  }
}

export const IdentityStatementView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    latinName: z.string().nullable(),
    country: z.string(),
    oid: z.string().nullable(),
    ...identityFields,
    withdrawnFor: z.string().nullable().describe('why it was withdrawn; null: it was confirmed'),
    statedAt: z.iso.datetime(),
  })
  .meta({ id: 'IdentityStatement' })

export function viewStatement({ id, facts, identity, reason, statedAt }: StatedIdentityRow) {
  const accreditations = identity?.accreditations ?? []
  return {
    id,
    ...facts,
    identity: identity && viewCheck(identity),
    accreditations,
    withdrawnFor: reason,
    statedAt: statedAt.toISOString(),
  }
}
