import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { groupMobilities } from '../mobility/group-mobilities.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, ofParties } from '../protections.ts'

/** That somebody who goes with a group was there on these days, in the words of the hosting organisation. */
export const companionAttestations = pgTable(
  'companion_attestations',
  {
    id: id(),
    ...parties(),
    groupId: uuid()
      .notNull()
      .references(() => groupMobilities.id),
    name: text().notNull(),
    role: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    /** Of whoever attests it. */
    memberName: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [
    index('companion_attestations_by_group').on(t.groupId, t.id),
    check('companion_attestations_dates', sql`${t.startsOn} <= ${t.endsOn}`),
  ],
)

protect(companionAttestations, { rows: [ofParties], may: { dcr_app: add }, guards: [appendOnly] })
