import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { carriedAlone } from '../custody/carry-moves.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { appendOnly, writtenDown } from '../protections.ts'
import { recognitions, stages } from './recognitions.ts'

/** Moves of cases from stage to stage, as the release before the ledger writes and reads them. */
export const transitions = pgTable(
  'transitions',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    action: text().notNull(),
    from: text({ enum: stages }).notNull(),
    to: text({ enum: stages }).notNull(),
    memberId: uuid().references(() => members.id),
    /** The role in which the member made the move, whatever others they held. */
    role: text({ enum: roles }).notNull(),
    clientId: uuid(),
    reason: text(),
    inputHash: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [index('transitions_by_recognition').on(t.recognitionId, t.id)],
)

protect(transitions, { ...writtenDown, guards: [appendOnly, carriedAlone] })
