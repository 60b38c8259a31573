import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { mobilities } from '../mobility/mobilities.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, look, notOfTheErased, rowsInCase, writtenDown } from '../protections.ts'

/** Who accompanies a learner: no participant, and nobody whose competence is assessed. */
export const accompanyingPersons = pgTable(
  'accompanying_persons',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    name: text().notNull(),
    /** What they are there for, in the words of whoever sends them. */
    role: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    /** Null: a client that named nobody. */
    memberId: uuid().references(() => members.id),
    at: moment().notNull(),
  },
  (t) => [
    index('accompanying_persons_by_mobility').on(t.mobilityId, t.id),
    check('accompanying_persons_dates', sql`${t.startsOn} <= ${t.endsOn}`),
  ],
)

protect(accompanyingPersons, {
  rows: rowsInCase,
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly, notOfTheErased('mobilityId', { before: 'insert' })],
})

/** That somebody was there on these days, in the words of the hosting organisation. */
export const accompanyingAttestations = pgTable('accompanying_attestations', {
  accompanyingId: uuid()
    .primaryKey()
    .references(() => accompanyingPersons.id),
  ...parties(),
  mobilityId: uuid()
    .notNull()
    .references(() => mobilities.id),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  name: text().notNull(),
  at: moment().notNull(),
})

protect(accompanyingAttestations, writtenDown)
