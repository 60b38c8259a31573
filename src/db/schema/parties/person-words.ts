import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { protect } from '../protect.ts'
import { erasing, look, notOfTheErased, ownRows } from '../protections.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'

/**
 * The words of a person's names, own and Latin, by which they are found. The database keeps them itself; they go with the
 * names.
 */
export const personWords = pgTable(
  'person_words',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    word: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.word] }),
    index('person_words_by_word').on(t.organisationId, t.word.op('text_pattern_ops'), t.personId),
  ],
)

protect(personWords, {
  rows: [ownRows, erasing],
  may: { dcr_app: look, dcr_eraser: { select: true, delete: true } },
  // What the trigger of people writes is of somebody who is there: their row was written just now.
  guards: [notOfTheErased('personId', { before: 'insert or update', when: 'pg_trigger_depth() = 0' })],
})
