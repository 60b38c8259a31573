import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
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

/** First marks, second marks made without sight of them, and who settles it when the two differ; and marks on appeal. */
export const rounds = ['first', 'second', 'adjudication', 'appeal'] as const

/** For what and from when to when (calendar dates, both included) a member may assess. */
export const authorisations = pgTable(
  'authorisations',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    frameworkId: text().notNull(),
    /** Null: every area. */
    area: text(),
    /** Null: every competence of the area. */
    competence: text(),
    validFrom: text().notNull(),
    validUntil: text().notNull(),
    grantedBy: uuid().references(() => members.id),
    createdAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [index('authorisations_by_member').on(t.organisationId, t.memberId, t.id)],
)

/** Who is to mark a case, and in which round; one person takes one round of a case. */
export const assignments = pgTable(
  'assignments',
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
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    memberOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    round: text({ enum: rounds }).notNull(),
    state: text({ enum: ['assigned', 'accepted', 'conflicted'] }).notNull(),
    assignedBy: uuid().references(() => members.id),
    assignedAt: moment().notNull(),
    /** The last day on which the assessor trained this learner, as declared; null when never. */
    lastTrainedOn: text(),
    related: boolean(),
    otherConflict: text(),
    declaredAt: moment(),
  },
  (t) => [
    unique('assignments_once').on(t.recognitionId, t.memberId),
    index('assignments_by_member').on(t.memberId, t.id),
  ],
)

/** An authorisation as it stood when somebody marked by it. */
export type HeldAuthorisation = {
  id: string
  frameworkId: string
  area: string | null
  competence: string | null
  validFrom: string
  validUntil: string
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
    round: text({ enum: rounds }).notNull(),
    /** The appeal in which the marks were made, and for which alone they count; null in every other round. */
    appealId: uuid().references((): AnyPgColumn => appeals.id),
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
    index('assessments_by_appeal').on(t.appealId).where(sql`${t.appealId} is not null`),
    check('assessments_of_an_appeal', sql`(${t.round} = 'appeal') = (${t.appealId} is not null)`),
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

export const secondMarkingReasons = ['sample', 'borderline', 'self-assessment', 'asked-for'] as const

/**
 * Whether an outcome is marked a second time, and why: the draw made when the first marks were submitted, with the number
 * drawn and what it was held against; or a later request.
 */
export const secondMarkings = pgTable(
  'second_markings',
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

/** Issuing for a partnership stops when its assessors agree too little, until somebody has looked and says why it goes on. */
export const issuingPauses = pgTable(
  'issuing_pauses',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    hostingOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    frameworkId: text().notNull(),
    kappa: doublePrecision().notNull(),
    pairs: integer().notNull(),
    pausedAt: moment().notNull(),
    resumedAt: moment(),
    resumedBy: uuid().references(() => members.id),
    reason: text(),
  },
  (t) => [
    uniqueIndex('issuing_pauses_one_open')
      .on(t.organisationId, t.hostingOrganisationId)
      .where(sql`${t.resumedAt} is null`),
    index('issuing_pauses_by_organisation').on(t.organisationId, t.id),
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
