import { jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties, partySides } from '../parties.ts'
import { protect } from '../protect.ts'
import { edit, notOfTheErased, rowsInCase } from '../protections.ts'
import { mobilities } from './mobilities.ts'

/** Whom to ask about the mobility: a mentor, or whoever else answers for it. */
export type ReferencePerson = {
  name: string
  position: string | null
  phone: string | null
  email: string | null
}

/** What the sending organisation knows for the form of Europass Mobility: its fields 13 to 16, 24 and 25. */
export type SendingDescription = {
  referencePerson: ReferencePerson | null
  initiative: string | null
  qualification: string | null
}

/** What the hosting organisation knows for it, in its own words: fields 19 to 22, 29 to 31 and 33 to 35. */
export type HostingDescription = {
  referencePerson: ReferencePerson | null
  tasks: string | null
  jobRelatedSkills: string | null
  languageSkills: string | null
  organisationalSkills: string | null
  communicationSkills: string | null
  otherSkills: string | null
}

/** What each of the two organisations describes of a mobility; a certificate takes it up, and goes on saying it. */
export const europassDescriptions = pgTable(
  'europass_descriptions',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    side: text({ enum: partySides }).notNull(),
    fields: jsonb().$type<SendingDescription | HostingDescription>().notNull(),
    /** Who wrote it; null: a client that named nobody. */
    name: text(),
    memberId: uuid().references(() => members.id),
    ...edits(),
  },
  (t) => [unique('europass_descriptions_once').on(t.mobilityId, t.side)],
)

protect(europassDescriptions, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: { select: true, delete: true } },
  guards: [notOfTheErased('mobilityId')],
})
