import { index, integer, jsonb, pgTable } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { protect } from '../protect.ts'

type FoundFault = { certificateId: string | null; number: string; what: string; detail: string }

/** What each check of all certificates found. No organisation's own: the service looks at itself. */
export const certificateChecks = pgTable(
  'certificate_checks',
  {
    id: id(),
    startedAt: moment().notNull(),
    finishedAt: moment(),
    checked: integer().notNull().default(0),
    faults: integer().notNull().default(0),
    details: jsonb().$type<FoundFault[]>().notNull().default([]),
  },
  (t) => [index('certificate_checks_by_start').on(t.startedAt)],
)

protect(certificateChecks, { rows: [], may: { dcr_service: { insert: true, update: true } } })
