import { z } from 'zod'
import type { people } from '../../db/schema/parties/people.ts'
import { Email, ExternalId, OwnName } from '../organisations/schemas.ts'

const fields = {
  givenName: OwnName,
  familyName: OwnName,
  birthDate: z.iso.date(),
  email: Email.nullish(),
  guardianName: OwnName.nullish().describe('needed for a learner under 18, who does not sign alone'),
  guardianEmail: Email.nullish(),
}

export const NewPerson = z.strictObject({ ...fields, externalId: ExternalId.nullish() }).meta({
  id: 'NewPerson',
  examples: [{ givenName: 'Learner', familyName: 'One', birthDate: '2007-05-14', externalId: 'L-001' }],
})

export const ChangedPerson = z
  .strictObject(fields)
  .partial()
  .meta({ id: 'ChangedPerson', examples: [{ email: 'learner.one@example.org' }] })

export const PersonView = z
  .object({
    id: z.uuid(),
    givenName: z.string().nullable().describe('null once the person was erased'),
    familyName: z.string().nullable(),
    birthDate: z.iso.date().nullable(),
    email: z.string().nullable(),
    guardianName: z.string().nullable(),
    guardianEmail: z.string().nullable(),
    externalId: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    erasedAt: z.iso.datetime().nullable().describe('since when only this line is left of the person'),
  })
  .meta({ id: 'Person' })

export function viewPerson(row: typeof people.$inferSelect): z.infer<typeof PersonView> {
  const { organisationId: _, version: __, createdAt, updatedAt, erasedAt, ...person } = row
  return {
    ...person,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    erasedAt: erasedAt?.toISOString() ?? null,
  }
}
