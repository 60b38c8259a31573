import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { appendOnly, writtenDown } from '../protections.ts'
import { appeals } from './appeals.ts'
import { awaits } from './awaited-steps.ts'
import { outcomes, recognitions } from './recognitions.ts'

export const outcomeResults = ['reached', 'partly', 'not-reached', 'not-assessed'] as const

/**
 * What was gained by what is known of before: a competence that was not there, a level above the one that was, nothing; or
 * it cannot be said.
 */
export const gains = ['acquired', 'improved', 'none', 'unknown'] as const
export type Gain = (typeof gains)[number]

/**
 * The awarding body's final word on one outcome; it is never changed. An appeal that is upheld puts a new one beside it,
 * and the one that nothing supersedes stands.
 */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    outcomeId: uuid()
      .notNull()
      .references(() => outcomes.id),
    validatorId: uuid()
      .notNull()
      .references(() => members.id),
    result: text({ enum: outcomeResults }).notNull(),
    level: integer(),
    improved: boolean().notNull(),
    /** What was gained; null where it was decided before that was told apart. */
    gain: text({ enum: gains }),
    reason: text(),
    decidedAt: moment().notNull(),
    supersedes: uuid().references((): AnyPgColumn => decisions.id),
    appealId: uuid().references((): AnyPgColumn => appeals.id),
  },
  (t) => [
    uniqueIndex('decisions_once').on(t.outcomeId).where(sql`${t.supersedes} is null`),
    unique('decisions_superseded_once').on(t.supersedes),
    index('decisions_by_recognition').on(t.recognitionId),
    index('decisions_by_appeal').on(t.appealId),
    index('decisions_by_moment').on(t.organisationId, t.decidedAt, t.id),
    index('decisions_by_moment_of_host').on(t.hostingOrganisationId, t.decidedAt, t.id),
  ],
)

protect(decisions, { ...writtenDown, guards: [appendOnly, awaits('new.appeal_id is not null')] })
