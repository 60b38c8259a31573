import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { edit, ownRows, stamped } from '../protections.ts'

type BothLanguages = { lv: string; en: string }

/** A module of a vocational programme, as one organisation keeps it. None is deleted: agreements point to them. */
export const modules = pgTable(
  'modules',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    code: text().notNull(),
    title: jsonb().$type<BothLanguages>().notNull(),
    /** What whoever has done it knows and can do. */
    outcomes: jsonb().$type<BothLanguages[]>().notNull(),
    hours: integer(),
    /** The framework of its competences, by its id, and their codes there. */
    framework: text().notNull(),
    competences: jsonb().$type<string[]>().notNull(),
    /** Since when it is on the organisation's list no more. */
    withdrawnAt: moment(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    unique('modules_code').on(t.organisationId, t.code),
    index('modules_by_organisation').on(t.organisationId, t.id),
    index('modules_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('modules_by_transaction').on(t.organisationId, t.changedIn, t.id),
  ],
)

protect(modules, { rows: [ownRows], may: { dcr_app: edit }, guards: [stamped] })
