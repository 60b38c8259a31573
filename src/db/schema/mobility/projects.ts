import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id, synchronised } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { edit, ownRows, stamped } from '../protections.ts'

/** Actions of Erasmus+ under which people go abroad or organisations work together; `other` is one of another programme. */
export const projectActions = [
  'KA120',
  'KA121',
  'KA122',
  'KA131',
  'KA171',
  'KA210',
  'KA220',
  'other',
] as const

const organisation = () =>
  uuid()
    .notNull()
    .references(() => organisations.id)

/** A project as one organisation keeps it; mobilities, groups and cohorts are of it by its code. */
export const projects = pgTable(
  'projects',
  {
    id: id(),
    organisationId: organisation(),
    code: text().notNull(),
    title: jsonb().$type<{ lv: string; en: string }>().notNull(),
    action: text({ enum: projectActions }).notNull(),
    /** Which organisation leads it. */
    leadId: organisation(),
    /** Which others take part. */
    partnerIds: jsonb().$type<string[]>().notNull(),
    aims: text(),
    startsOn: date(),
    endsOn: date(),
    funding: text(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    unique('projects_code').on(t.organisationId, t.code),
    index('projects_by_organisation').on(t.organisationId, t.id),
    index('projects_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('projects_by_transaction').on(t.organisationId, t.changedIn, t.id),
    check('projects_dates', sql`${t.startsOn} <= ${t.endsOn}`),
  ],
)

protect(projects, { rows: [ownRows], may: { dcr_app: edit }, guards: [stamped] })
