import { doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { appendOnly, writtenDown } from '../protections.ts'
import { due } from './due-assignments.ts'
import { outcomes, recognitions } from './recognitions.ts'

export const secondMarkingReasons = [
  'sample',
  'borderline',
  'contradiction',
  'self-assessment',
  'asked-for',
] as const

/**
 * Whether an outcome is marked a second time, and why: the draw made when the first marks were submitted, with the number
 * drawn and what it was held against; or a later request.
 */
export const secondMarkings = pgTable(
  'second_markings',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    outcomeId: uuid()
      .notNull()
      .references(() => outcomes.id),
    reasons: text({ enum: secondMarkingReasons }).array().notNull(),
    /** At least 0 and below 1; null for a request. */
    drawn: doublePrecision(),
    rate: doublePrecision(),
    minimum: integer(),
    sampledBefore: integer(),
    askedBy: uuid().references(() => members.id),
    createdAt: moment().notNull(),
  },
  (t) => [
    index('second_markings_by_recognition').on(t.recognitionId),
    index('second_markings_by_partnership').on(t.organisationId, t.hostingOrganisationId, t.createdAt),
  ],
)

protect(secondMarkings, { ...writtenDown, guards: [appendOnly, due('insert')] })
