import { date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { erasing, notOfTheErased, ownRows } from '../protections.ts'
import { evidence, recognitions } from './recognitions.ts'

/**
 * What a learner writes down for themselves, day by day. Nobody else reads an entry before they hand it in; then its text
 * is kept as a piece of evidence, and the entry stays as it is.
 */
export const diaryEntries = pgTable(
  'diary_entries',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    writtenOn: date().notNull(),
    text: text().notNull(),
    /** The piece that it was handed in as. */
    evidenceId: uuid().references(() => evidence.id),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [index('diary_entries_by_recognition').on(t.recognitionId, t.id)],
)

protect(diaryEntries, {
  rows: [ownRows, erasing],
  may: {
    dcr_app: { select: true, insert: true, update: ['writtenOn', 'text', 'evidenceId', 'updatedAt'] },
    dcr_eraser: { select: true, delete: true },
  },
  guards: [notOfTheErased('recognitionId'), running('insert or delete')],
})
