import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import type { RegisteredFact } from '../mobility/agreements.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { edit, keptInSteps, look, notOfTheErased, rowsInCase } from '../protections.ts'
import { awaits } from '../recognition/awaited-steps.ts'
import { certificates } from './certificates.ts'

/** One fact of a certificate: what it says, and what the register says now. */
export type CorrectedField = { field: string; wrong: RegisteredFact; right: RegisteredFact }

/**
 * A correction takes two people: one proposes it here, another confirms or dismisses it. Confirmed, a new certificate took
 * the place of this one; `taken-up`: the one issued after an appeal says what it says.
 */
export const corrections = pgTable(
  'corrections',
  {
    id: id(),
    ...parties(),
    certificateId: uuid()
      .notNull()
      .references(() => certificates.id),
    reason: text().notNull(),
    fields: jsonb().$type<CorrectedField[]>().notNull(),
    proposedBy: uuid()
      .notNull()
      .references(() => members.id),
    proposedAt: moment().notNull(),
    outcome: text({ enum: ['confirmed', 'dismissed', 'taken-up'] }),
    decidedBy: uuid().references(() => members.id),
    decidedAt: moment(),
  },
  (t) => [
    uniqueIndex('corrections_one_open').on(t.certificateId).where(sql`${t.outcome} is null`),
    index('corrections_waiting').on(t.organisationId, t.proposedAt, t.id).where(sql`${t.outcome} is null`),
    index('corrections_by_certificate').on(t.certificateId, t.id),
    check('corrections_by_two', sql`${t.outcome} <> 'confirmed' or ${t.decidedBy} <> ${t.proposedBy}`),
  ],
)

protect(corrections, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: look },
  guards: [
    keptInSteps('keep_correction()', 'a correction', ['outcome', 'decided_by', 'decided_at']),
    notOfTheErased('certificateId', { before: 'insert' }),
    awaits(),
    running('insert or update'),
  ],
})
