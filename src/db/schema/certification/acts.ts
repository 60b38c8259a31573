import { date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { appendOnly, writtenDown } from '../protections.ts'
import { awaits } from '../recognition/awaited-steps.ts'
import { recognitions } from '../recognition/recognitions.ts'
import { certificates } from './certificates.ts'

export type RecognisedAs = { kind: 'module' | 'credit' | 'supplement' | 'other'; reference: string }

/**
 * What the sending organisation recognised on the strength of a certificate. A record beside the certificate: never
 * changed, and corrected only by the next one.
 */
export const recognitionActs = pgTable(
  'recognition_acts',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    certificateId: uuid()
      .notNull()
      .references(() => certificates.id),
    /** Counts the acts on one certificate; the highest stands. */
    number: integer().notNull(),
    decision: text({ enum: ['in-full', 'in-part', 'not-recognised'] }).notNull(),
    recognisedAs: jsonb().$type<RecognisedAs[]>().notNull(),
    legalBasis: text().notNull(),
    reason: text(),
    decidedOn: date().notNull(),
    /** The certificate's content as it was when it was recognised. */
    snapshotSha256: text().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    memberName: text().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [
    unique('recognition_acts_number').on(t.certificateId, t.number),
    index('recognition_acts_by_recognition').on(t.recognitionId),
  ],
)

protect(recognitionActs, { ...writtenDown, guards: [appendOnly, awaits()] })
