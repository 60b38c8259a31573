import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { edit, ofParties, stamped } from '../protections.ts'

/** Who goes with a group: no participant, and nobody whose competence is assessed. */
export type GroupCompanion = { name: string; role: string }

/** Learners who go to one host together, under one learning programme. Whose mobilities these are, the mobilities say. */
export const groupMobilities = pgTable(
  'group_mobilities',
  {
    id: id(),
    ...parties(),
    name: text().notNull(),
    projectCode: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    /** Notional hours of the programme, for each participant. */
    workloadHours: integer().notNull(),
    companions: jsonb().$type<GroupCompanion[]>().notNull().default([]),
    /** Since when the newest version of its learning programme waits for signatures; null where none does. */
    unsignedSince: moment(),
    /** From which day on the host has to say who went with it; null where nobody is left. */
    companionsSince: moment(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    index('group_mobilities_by_organisation').on(t.organisationId, t.id),
    index('group_mobilities_by_host').on(t.hostingOrganisationId, t.id),
    index('group_mobilities_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('group_mobilities_by_change_of_host').on(t.hostingOrganisationId, t.updatedAt, t.id),
    index('group_mobilities_by_transaction').on(t.organisationId, t.changedIn, t.id),
    index('group_mobilities_by_transaction_of_host').on(t.hostingOrganisationId, t.changedIn, t.id),
    index('group_mobilities_unsigned')
      .on(t.organisationId, t.unsignedSince, t.id)
      .where(sql`${t.unsignedSince} is not null`),
    index('group_mobilities_unsigned_by_host')
      .on(t.hostingOrganisationId, t.unsignedSince, t.id)
      .where(sql`${t.unsignedSince} is not null`),
    index('group_mobilities_companions')
      .on(t.hostingOrganisationId, t.companionsSince, t.id)
      .where(sql`${t.companionsSince} is not null`),
    check('group_mobilities_dates', sql`${t.startsOn} <= ${t.endsOn}`),
    check('group_mobilities_two_parties', sql`${t.organisationId} <> ${t.hostingOrganisationId}`),
    check('group_mobilities_workload', sql`${t.workloadHours} > 0`),
  ],
)

protect(groupMobilities, {
  rows: [ofParties],
  may: { dcr_app: edit },
  guards: [stamped],
})
