import { sql } from 'drizzle-orm'
import { doublePrecision, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { keptInSteps, ofParties } from '../protections.ts'

/** Issuing for a partnership stops when its assessors agree too little, until somebody has looked and says why it goes on. */
export const issuingPauses = pgTable(
  'issuing_pauses',
  {
    id: id(),
    ...parties(),
    frameworkId: text().notNull(),
    kappa: doublePrecision().notNull(),
    pairs: integer().notNull(),
    pausedAt: moment().notNull(),
    resumedAt: moment(),
    resumedBy: uuid().references(() => members.id),
    reason: text(),
  },
  (t) => [
    uniqueIndex('issuing_pauses_one_open')
      .on(t.organisationId, t.hostingOrganisationId)
      .where(sql`${t.resumedAt} is null`),
    index('issuing_pauses_by_organisation').on(t.organisationId, t.id),
  ],
)

protect(issuingPauses, {
  rows: [ofParties],
  may: { dcr_app: { select: true, insert: true, update: ['resumedAt', 'resumedBy', 'reason'] } },
  guards: [keptInSteps('keep_issuing_pause()', 'a pause', ['resumed_at', 'resumed_by', 'reason'])],
})
