import { z } from 'zod'
import type { members, organisations } from '../../db/schema/parties/organisations.ts'
import { roles, scopes } from '../../platform/auth/access.ts'
import { shortText, textInAnyScript } from '../../platform/http/texts.ts'
import { CountryCode } from '../../platform/vocabularies/country.ts'
import { GrantId } from '../grants/schemas.ts'
import { LatinName, OwnName } from '../names/schemas.ts'
import { ClientWithSecret } from './clients/schemas.ts'
import { identityFields, Oid, viewIdentity } from './identity/schemas.ts'
import { presentationFields, presentationViews, viewPresentation } from './presentation/schemas.ts'

export const Name = shortText(200)
export const ExternalId = textInAnyScript(100).describe(
  'your own key for it; unique within your organisation',
)
const ProviderSubject = z
  .string()
  .min(1)
  .max(255)
  .describe('`sub` of their tokens: what the OpenID provider calls them; unique within your organisation')
export const Email = z.email().max(200)

export const NewOrganisation = z
  .strictObject({
    name: OwnName,
    latinName: LatinName.nullish().describe(
      'its name in Latin letters; needed where papers do not have the letters of its own',
    ),
    country: CountryCode,
    city: Name.nullish(),
    oid: Oid.nullish(),
    client: z
      .strictObject({ name: Name, scopes: z.array(z.enum(scopes)).min(1).max(scopes.length) })
      .optional()
      .describe('also make its first API client; the secret is in the answer, this once'),
  })
  .meta({
    id: 'NewOrganisation',
    examples: [{ name: 'Example Trade School', country: 'FI', city: 'Tampere', oid: 'E10000001' }],
  })

export const ChangedOrganisation = z
  .strictObject({
    name: OwnName,
    latinName: LatinName.nullable(),
    city: Name.nullable(),
    oid: Oid.nullable(),
    contact: presentationFields.contact.nullable(),
    address: presentationFields.address.nullable(),
    colours: presentationFields.colours.nullable(),
    signatories: presentationFields.signatories,
  })
  .partial()
  .meta({
    id: 'ChangedOrganisation',
    examples: [
      {
        name: 'Example Trade School',
        city: 'Tampere',
        contact: { email: 'office@example.org', phone: '+358 10 000000', url: 'https://example.org' },
        address: { street: 'Example Street 1', postalCode: '33100' },
        colours: { primary: '#0b3d91', accent: null },
        signatories: [{ name: 'Signatory One', title: { lv: 'direktors', en: 'Director' } }],
      },
    ],
  })

export const CorrectedCountry = z
  .strictObject({ country: CountryCode })
  .meta({ id: 'CorrectedCountry', examples: [{ country: 'FI' }] })

export const OrganisationView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    latinName: z.string().nullable(),
    country: z.string(),
    city: z.string().nullable(),
    oid: z.string().nullable(),
    ...identityFields,
    ...presentationViews,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Organisation' })

export const RegisteredOrganisation = OrganisationView.extend({ client: ClientWithSecret.optional() }).meta({
  id: 'RegisteredOrganisation',
})

export const NewMember = z
  .strictObject({
    name: Name,
    email: Email.nullish(),
    roles: z.array(z.enum(roles)).min(1).max(roles.length),
    externalId: ExternalId.nullish(),
    subject: ProviderSubject.nullish(),
  })
  .meta({
    id: 'NewMember',
    examples: [{ name: 'Assessor One', roles: ['assessor'], externalId: 'staff-17' }],
  })

export const ChangedMember = z
  .strictObject({
    name: Name,
    email: Email.nullable(),
    roles: z.array(z.enum(roles)).min(1).max(roles.length),
    active: z.boolean(),
    subject: ProviderSubject.nullable(),
    externalId: ExternalId.nullable(),
    keepCredentials: z
      .boolean()
      .describe(
        'with `active: false`: the secrets and keys of clients that they have made, and so know, go on working, and whoever asks answers for them; otherwise they end',
      ),
  })
  .partial()
  .meta({ id: 'ChangedMember', examples: [{ roles: ['assessor', 'mentor'], active: true }] })

export const MemberView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.enum(roles)),
    externalId: z.string().nullable(),
    subject: z.string().nullable(),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Member' })

export const RegisteredMember = MemberView.extend({ grantId: GrantId }).meta({ id: 'RegisteredMember' })

export const MemberAfterChange = RegisteredMember.extend({
  endedCredentials: z
    .array(z.object({ clientId: z.uuid(), id: z.uuid() }))
    .describe('the secrets and keys of clients that ended with the membership of whoever had made them'),
}).meta({ id: 'MemberAfterChange' })

export function viewOrganisation(row: typeof organisations.$inferSelect): z.infer<typeof OrganisationView> {
  const { id, name, latinName, country, city, oid } = row
  return {
    id,
    name,
    latinName,
    country,
    city,
    oid,
    ...viewIdentity(row),
    ...viewPresentation(row),
    ...dates(row),
  }
}

export function viewMember(row: typeof members.$inferSelect): z.infer<typeof MemberView> {
  const { id, name, email, roles, externalId, subject, active } = row
  return {
    id,
    name,
    email,
    roles: roles as z.infer<typeof MemberView>['roles'],
    externalId,
    subject,
    active,
    ...dates(row),
  }
}

function dates(row: { createdAt: Date; updatedAt: Date }) {
  return { createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
