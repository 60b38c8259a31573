import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Language } from '../../../platform/words/language.ts'
import { id, moment } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { members } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, notOfTheErased, rowsInCase, writtenDown } from '../protections.ts'
import { recognitions } from './recognitions.ts'

/** What a learner is told before identification begins, as it was shown. */
export type InformationSheet = {
  language: Language
  sections: { title: string; paragraphs: string[]; items: string[] }[]
}

/** A learner's word that they have read how they will be judged and what becomes of their data. Given once for a case. */
export const informationAcknowledgements = pgTable('information_acknowledgements', {
  recognitionId: uuid()
    .primaryKey()
    .references(() => recognitions.id),
  ...parties(),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  name: text().notNull(),
  /** By what right somebody else did it for the learner; null: the learner did. */
  onBehalf: text(),
  sheet: jsonb().$type<InformationSheet>().notNull(),
  hash: text().notNull(),
  /** The days to appeal that the sheet names: the learner has at least these. */
  appealWindowDays: integer().notNull(),
  at: moment().notNull(),
})

protect(informationAcknowledgements, writtenDown)

/** Special needs, and what is done for them; the newest holds. Not append-only: it may have to be erased. */
export const accommodations = pgTable(
  'accommodations',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    text: text().notNull(),
    /** Null: the learner. */
    memberId: uuid().references(() => members.id),
    at: moment().notNull(),
  },
  (t) => [index('accommodations_by_recognition').on(t.recognitionId, t.id)],
)

protect(accommodations, {
  rows: rowsInCase,
  may: { dcr_app: add, dcr_eraser: { select: true, delete: true } },
  guards: [notOfTheErased('recognitionId'), running('insert or delete')],
})
