import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { members, organisations } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { appendOnly, notOfTheErased, writtenDown } from '../protections.ts'
import { appeals } from './appeals.ts'
import { assignments, rounds } from './assignments.ts'
import type { HeldAuthorisation } from './authorisations.ts'
import { due } from './due-assignments.ts'
import { counted } from './mark-pairs.ts'
import { outcomes, recognitions } from './recognitions.ts'

export type EvidenceJudgement = {
  evidenceId: string
  valid: boolean
  authentic: boolean
  current: boolean
  sufficient: boolean
}

/** What can be said of a criterion. */
export const markValues = ['met', 'partly', 'not-met', 'not-observed'] as const

export type Mark = {
  criterionId: string
  mark: (typeof markValues)[number]
  evidenceIds: string[]
  comment: string | null
  /** By which method it was found; absent where it was marked under the first rule, or not observed. */
  method?: string | null | undefined
  /** Id of the agreed task in which it was seen; absent where it was seen elsewhere. */
  task?: string | null | undefined
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
    /** Why a higher level is met where a lower one is not; null where the marks do not contradict themselves. */
    contradiction: text(),
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

protect(assessments, { ...writtenDown, guards: [appendOnly, counted, due('insert')] })

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
    /** Of every mark that names none. */
    method: text(),
    contradiction: text(),
    updatedAt: moment().notNull(),
  },
  (t) => [unique('assessment_drafts_once').on(t.outcomeId, t.assessorId)],
)

const isOfItsAssessor = `organisation_id = (select acting_organisation())
    and assessor_id::text = (select current_setting('app.member', true))`

protect(assessmentDrafts, {
  rows: [
    // A draft is its assessor's alone.
    { name: 'own', to: 'dcr_app', using: isOfItsAssessor, check: isOfItsAssessor },
    // It lies with the organisation of its assessor, which may be the hosting one.
    {
      name: 'erasing',
      to: 'dcr_eraser',
      using: 'exists (select 1 from recognitions r where r.id = assessment_drafts.recognition_id)',
    },
  ],
  may: {
    dcr_app: { select: true, insert: true, update: true, delete: true },
    dcr_eraser: { select: true, delete: true },
  },
  guards: [notOfTheErased('recognitionId'), running('insert or delete')],
})
