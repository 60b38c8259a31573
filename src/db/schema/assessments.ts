import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { assignments, rounds } from './assignments.ts'
import type { HeldAuthorisation } from './authorisations.ts'
import { id, moment } from './columns.ts'
import { members, organisations } from './organisations.ts'
import { parties } from './parties.ts'
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
    ...parties(),
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
    round: text({ enum: rounds }).notNull(),
    assignmentId: uuid()
      .notNull()
      .references(() => assignments.id),
    authorisation: jsonb().$type<HeldAuthorisation>().notNull(),
    agreementHash: text().notNull(),
    judgements: jsonb().$type<EvidenceJudgement[]>().notNull(),
    marks: jsonb().$type<Mark[]>().notNull(),
    level: integer(),
    /** The learner's own estimate less the level; null where there was no estimate. Kept, never used for the level. */
    selfGap: integer(),
    submittedAt: moment().notNull(),
  },
  (t) => [
    unique('assessments_once').on(t.outcomeId, t.round),
    index('assessments_by_recognition').on(t.recognitionId),
    index('assessments_by_time').on(t.organisationId, t.round, t.submittedAt),
  ],
)

/** What an assessor has put down so far, for nobody else to see; gone once it is submitted. */
export const assessmentDrafts = pgTable(
  'assessment_drafts',
  {
    id: id(),
    organisationId: uuid()
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
    judgements: jsonb().$type<EvidenceJudgement[]>().notNull(),
    marks: jsonb().$type<Mark[]>().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [unique('assessment_drafts_once').on(t.outcomeId, t.assessorId)],
)
