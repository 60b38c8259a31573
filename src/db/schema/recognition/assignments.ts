import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { keptInSteps, look, rowsInCase } from '../protections.ts'
import { dueAs } from './due-assignments.ts'
import { recognitions } from './recognitions.ts'

/** First marks, second marks made without sight of them, and who settles it when the two differ; and marks on appeal. */
export const rounds = ['first', 'second', 'adjudication', 'appeal'] as const

export const assignmentStates = ['assigned', 'accepted', 'conflicted', 'withdrawn'] as const

/**
 * Who is to mark a case, and in which round; one person takes one round of a case. One that is withdrawn stays on record
 * and counts for nothing.
 */
export const assignments = pgTable(
  'assignments',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    memberOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    round: text({ enum: rounds }).notNull(),
    state: text({ enum: assignmentStates }).notNull(),
    assignedBy: uuid().references(() => members.id),
    assignedAt: moment().notNull(),
    /** The last day on which the assessor trained this learner, as declared; null when never. */
    lastTrainedOn: text(),
    related: boolean(),
    otherConflict: text(),
    declaredAt: moment(),
    withdrawnBy: uuid().references(() => members.id),
    withdrawnAt: moment(),
    withdrawalReason: text(),
    /** Whether the case waits for whom it is: for their word that nothing keeps them from it, or for marks of their round. */
    isDue: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex('assignments_once').on(t.recognitionId, t.memberId).where(sql`${t.state} <> 'withdrawn'`),
    index('assignments_by_recognition').on(t.recognitionId, t.id),
    index('assignments_by_member').on(t.memberId, t.id),
    index('assignments_due').on(t.memberId, t.id).where(sql`${t.isDue}`),
  ],
)

protect(assignments, {
  rows: rowsInCase,
  may: {
    dcr_app: {
      select: true,
      insert: true,
      update: [
        'state',
        'lastTrainedOn',
        'related',
        'otherConflict',
        'declaredAt',
        'withdrawnBy',
        'withdrawnAt',
        'withdrawalReason',
      ],
    },
    dcr_eraser: look,
  },
  guards: [
    ...dueAs('state'),
    keptInSteps(
      'keep_assignment()',
      { said: 'an assignment', besides: 'is_due' },
      ['declared_at', 'last_trained_on', 'related', 'other_conflict', 'state'],
      ['withdrawn_at', 'withdrawn_by', 'withdrawal_reason', 'state'],
    ),
  ],
})
