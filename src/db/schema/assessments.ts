import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { appeals } from './appeals.ts'
import { id, moment } from './columns.ts'
import { members, organisations } from './organisations.ts'
import { outcomes, recognitions } from './recognitions.ts'

export type EvidenceJudgement = {
  evidenceId: string
  valid: boolean
  authentic: boolean
  current: boolean
  sufficient: boolean
}

export type Mark = {
  criterionId: string
  mark: 'met' | 'partly' | 'not-met' | 'not-observed'
  evidenceIds: string[]
  comment: string | null
}

/** One assessor's judgement of one outcome. Once submitted it never changes. */
export const assessments = pgTable(
  'assessments',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    hostingOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    outcomeId: uuid()
      .notNull()
      .references(() => outcomes.id),
    assessorId: uuid()
      .notNull()
      .references(() => members.id),
    assessorOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    round: text({ enum: ['first', 'appeal'] }).notNull(),
    agreementHash: text().notNull(),
    judgements: jsonb().$type<EvidenceJudgement[]>().notNull(),
    marks: jsonb().$type<Mark[]>().notNull(),
    level: integer(),
    submittedAt: moment().notNull(),
  },
  (t) => [
    unique('assessments_once').on(t.outcomeId, t.round),
    index('assessments_by_recognition').on(t.recognitionId),
  ],
)

/**
 * The awarding body's final word on one outcome; it is never changed. An appeal that is upheld puts a new one beside it,
 * and the one that nothing supersedes stands.
 */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    hostingOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    outcomeId: uuid()
      .notNull()
      .references(() => outcomes.id),
    validatorId: uuid()
      .notNull()
      .references(() => members.id),
    result: text({ enum: ['reached', 'partly', 'not-reached', 'not-assessed'] }).notNull(),
    level: integer(),
    improved: boolean().notNull(),
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
  ],
)
