import { z } from 'zod'
import { Phone } from '../../parties/organisations/presentation/schemas.ts'
import { Email, Name } from '../../parties/organisations/schemas.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import type { DescribingSide, Description, DescriptionFields } from './store.ts'

const NewReferencePerson = z
  .strictObject({
    name: Name,
    position: Name.nullable().default(null),
    phone: Phone.nullable().default(null),
    email: Email.nullable().default(null),
  })
  .describe('whom to ask about the mobility; it is printed on the certificate, so tell them')

const Skills = longText(500).nullish()

export const ChangedSendingDescription = z
  .strictObject({
    referencePerson: NewReferencePerson.nullish().describe('fields 13 to 16'),
    initiative: shortText(300)
      .nullish()
      .describe('field 24: within which initiative the mobility took place'),
    qualification: shortText(300)
      .nullish()
      .describe('field 25: the qualification that the training leads to'),
  })
  .meta({
    id: 'ChangedSendingDescription',
    examples: [
      {
        referencePerson: { name: 'Coordinator One', position: 'Mobility coordinator' },
        initiative: 'Practical training of the third year',
        qualification: 'Programming technician',
      },
    ],
  })

export const ChangedHostingDescription = z
  .strictObject({
    referencePerson: NewReferencePerson.nullish().describe('fields 19 to 22'),
    tasks: longText(1000).nullish().describe('field 29: activities and tasks carried out'),
    jobRelatedSkills: Skills.describe('field 30'),
    languageSkills: Skills.describe('field 31'),
    organisationalSkills: Skills.describe('field 33'),
    communicationSkills: Skills.describe('field 34'),
    otherSkills: Skills.describe('field 35'),
  })
  .meta({
    id: 'ChangedHostingDescription',
    examples: [
      {
        referencePerson: { name: 'Mentor One', position: 'Workshop manager', email: 'mentor@example.org' },
        tasks: 'Set up workstations and kept the stock list.',
        languageSkills: 'English with customers, every day.',
      },
    ],
  })

const ReferencePersonView = z
  .object({
    name: z.string(),
    position: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'ReferencePerson' })

const Said = z.string().nullable()
const written = {
  writtenBy: z
    .string()
    .nullable()
    .describe('who wrote it; null: nobody so far, or a client that names nobody'),
  updatedAt: z.iso.datetime().nullable().describe('null: nothing is described so far'),
}

export const SendingDescriptionView = z
  .object({
    referencePerson: ReferencePersonView.nullable(),
    initiative: Said,
    qualification: Said,
    ...written,
  })
  .meta({ id: 'SendingDescription' })

export const HostingDescriptionView = z
  .object({
    referencePerson: ReferencePersonView.nullable(),
    tasks: Said,
    jobRelatedSkills: Said,
    languageSkills: Said,
    organisationalSkills: Said,
    communicationSkills: Said,
    otherSkills: Said,
    ...written,
  })
  .meta({ id: 'HostingDescription' })

/** Of which nothing is described so far. */
export const nothingDescribed: DescriptionFields = {
  sending: { referencePerson: null, initiative: null, qualification: null },
  hosting: {
    referencePerson: null,
    tasks: null,
    jobRelatedSkills: null,
    languageSkills: null,
    organisationalSkills: null,
    communicationSkills: null,
    otherSkills: null,
  },
}

export const viewDescription = <S extends DescribingSide>(row: Description<S> | undefined, side: S) => ({
  ...nothingDescribed[side],
  ...row?.fields,
  writtenBy: row?.name ?? null,
  updatedAt: row?.updatedAt.toISOString() ?? null,
})
