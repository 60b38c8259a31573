import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, look, notOfTheErased, rowsInCase, writtenDown } from '../protections.ts'
import { mobilities } from './mobilities.ts'

/** As what an organisation has a part in a mobility: it hosts, or it arranges what others host. */
export const stayRoles = ['host', 'intermediary'] as const

/**
 * The parts of a mobility that has several hosts, or an intermediary, in their order; a mobility with one host has none.
 * The hosting organisation of a row is the one that has this part.
 */
export const mobilityStays = pgTable(
  'mobility_stays',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    role: text({ enum: stayRoles }).notNull(),
    /** Its days; null of an intermediary who hosts none. */
    startsOn: date(),
    endsOn: date(),
    position: integer().notNull(),
    /** Null: a client that named nobody. */
    memberId: uuid().references(() => members.id),
    at: moment().notNull(),
  },
  (t) => [
    index('mobility_stays_by_mobility').on(t.mobilityId, t.position),
    index('mobility_stays_by_host').on(t.hostingOrganisationId, t.mobilityId),
    index('mobility_stays_waiting').on(t.hostingOrganisationId, t.at, t.id),
    index('mobility_stays_by_organisation').on(t.organisationId, t.hostingOrganisationId),
    check(
      'mobility_stays_days',
      sql`(${t.startsOn} is null) = (${t.endsOn} is null) and ${t.startsOn} <= ${t.endsOn}`,
    ),
    check('mobility_stays_of_a_host', sql`${t.role} = 'intermediary' or ${t.startsOn} is not null`),
  ],
)

protect(mobilityStays, {
  rows: rowsInCase,
  may: {
    dcr_app: { ...add, update: ['position', 'hostingOrganisationId'], delete: true },
    dcr_eraser: look,
  },
  guards: [notOfTheErased('mobilityId', { before: 'insert' })],
})

/** On which days of its part somebody was there, in the words of the organisation that has it; the last one said holds. */
export const stayAttestations = pgTable(
  'stay_attestations',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    stayId: uuid()
      .notNull()
      .references(() => mobilityStays.id),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    name: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [
    index('stay_attestations_by_mobility').on(t.mobilityId, t.id),
    index('stay_attestations_by_stay').on(t.stayId, t.id),
  ],
)

protect(stayAttestations, writtenDown)
