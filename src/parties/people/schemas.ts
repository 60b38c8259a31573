import { z } from 'zod'
import type { people } from '../../db/schema/parties/people.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { textInAnyScript } from '../../platform/http/texts.ts'
import { spoken } from '../../platform/words/language.ts'
import { LatinName, OwnName } from '../names/schemas.ts'
import { Email, ExternalId, Name } from '../organisations/schemas.ts'
import { lackedBy, withoutBirthDate } from './person.ts'

const Spoken = z.enum(spoken)

const asInPassport = 'as in the passport; needed where papers do not have the letters of the name'

const fields = {
  givenName: OwnName.nullish().describe('left out, or null, for who has one name: that is the family name'),
  familyName: OwnName,
  latinGivenName: LatinName.nullish().describe(asInPassport),
  latinFamilyName: LatinName.nullish().describe(asInPassport),
  birthDate: z.iso
    .date()
    .nullish()
    .describe(
      'left out, or null, where nobody knows it; then `ofAge` is said, and `without` tells what cannot be had',
    ),
  ofAge: z
    .boolean()
    .nullish()
    .describe('without a birth date: whether they are 18 or older; a guardian signs for who is not'),
  email: Email.nullish(),
  emailEnds: z.iso
    .date()
    .nullish()
    .describe(
      'the last day on which that address works: then they are written to at one of their own; another address has none until it is said',
    ),
  guardianName: Name.nullish().describe(
    'needed for a learner under 18, who does not sign alone; as in the passport where papers do not have its letters',
  ),
  guardianEmail: Email.nullish(),
  secondGuardianName: Name.nullish().describe(
    'of a second guardian, beside `guardianName`; whether both sign for a learner under 18 is a setting: `bothGuardians`',
  ),
  secondGuardianEmail: Email.nullish(),
  externalId: ExternalId.nullish(),
  language: Spoken.nullish().describe(
    'in which they read what is written to them; null where nobody knows: mail is in every one then',
  ),
  guardianLanguage: Spoken.nullish().describe('the same of their guardian'),
  secondGuardianLanguage: Spoken.nullish().describe('the same of their second guardian'),
}

/** Which of two guardians is meant, where a link is made for one. */
export const SecondGuardian = z
  .boolean()
  .optional()
  .describe('with `guardian`: that it is for the second one, where two are named')

/** Whose link is to be made. */
export const holderIn = ({ party, secondGuardian }: LinkedAs): LinkedAs => ({
  party,
  ...(secondGuardian !== undefined && { secondGuardian }),
})

export const PersonFilter = {
  externalId: ExternalId.optional(),
  search: textInAnyScript(200)
    .optional()
    .describe('words of the name, or how they begin, in any order, with or without marks and capitals'),
  bornOn: z.iso.date().optional(),
  cohortId: z.uuid().optional().describe('only the learners of this cohort of yours'),
  projectId: z.uuid().optional().describe('only the learners of this project of yours'),
}

const sameNameIsAnother = z
  .boolean()
  .optional()
  .describe('keeps them although somebody else has the same name and birth date')

export const NewPerson = z.strictObject({ ...fields, sameNameIsAnother }).meta({
  id: 'NewPerson',
  examples: [{ givenName: 'Learner', familyName: 'One', birthDate: '2007-05-14', externalId: 'L-001' }],
})

export const ChangedPerson = z
  .strictObject({
    ...fields,
    sameNameIsAnother,
    privateEmail: z
      .null()
      .describe(
        'forgets the address of their own that they confirmed; they may give one again on their page',
      ),
  })
  .partial()
  .meta({ id: 'ChangedPerson', examples: [{ email: 'learner.one@example.org' }] })

export const PersonView = z
  .object({
    id: z.uuid(),
    givenName: z
      .string()
      .nullable()
      .describe('null once the person was erased or merged, and for who has one name'),
    familyName: z.string().nullable(),
    latinGivenName: z.string().nullable(),
    latinFamilyName: z.string().nullable(),
    birthDate: z.iso.date().nullable(),
    ofAge: z.boolean().nullable().describe('null where the birth date is known'),
    without: z
      .array(z.enum(withoutBirthDate))
      .describe(
        'what cannot be had while the birth date is not known: that whoever checks a certificate confirms the holder by it, that the person is found by it, and that a guardian’s part ends by itself',
      ),
    email: z.string().nullable(),
    emailEnds: z.iso.date().nullable().describe('the last day on which that address works'),
    privateEmail: z.string().nullable().describe('an address of their own, which they gave and confirmed'),
    privateEmailSince: z.iso.datetime().nullable(),
    writtenPrivately: z
      .boolean()
      .nullable()
      .describe(
        'whether they are written to at the private one already while the other one works; null: there is none',
      ),
    guardianName: z.string().nullable(),
    guardianEmail: z.string().nullable(),
    secondGuardianName: z.string().nullable(),
    secondGuardianEmail: z.string().nullable(),
    externalId: z.string().nullable(),
    language: z.string().nullable(),
    guardianLanguage: z.string().nullable(),
    secondGuardianLanguage: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    erasedAt: z.iso.datetime().nullable().describe('since when only this line is left of the person'),
    mergedInto: z
      .uuid()
      .nullable()
      .describe('the record of the same person where all of this one is since they were merged'),
  })
  .meta({ id: 'Person' })

export function viewPerson(row: typeof people.$inferSelect): z.infer<typeof PersonView> {
  const { organisationId: _, version: __, createdAt, updatedAt, erasedAt, privateEmailSince, ...person } = row
  return {
    ...person,
    givenName: person.givenName || null,
    without: lackedBy(row),
    privateEmailSince: privateEmailSince?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    erasedAt: erasedAt?.toISOString() ?? null,
  }
}
