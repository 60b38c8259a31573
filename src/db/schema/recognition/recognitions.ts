import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment, synchronised } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { agreementVersions, baselineFindings, type Criterion } from '../mobility/agreements.ts'
import { mobilities } from '../mobility/mobilities.ts'
import { members } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { edit, look, notOfTheErased, rowsInCase, stamped, writtenDown } from '../protections.ts'
import { due, dueAs } from './due-assignments.ts'
import type { EvidenceFact, EvidenceRecord } from './evidence-facts.ts'
import { keepEvidence, ofFilm, scanStates, takenBack } from './keep-evidence.ts'

export const stages = [
  'identification',
  'documentation',
  'assessment',
  'validation',
  'certified',
  'refused',
  'withdrawn',
] as const

export const recognitions = pgTable(
  'recognitions',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    agreementVersionId: uuid()
      .notNull()
      .references(() => agreementVersions.id),
    frameworkId: text().notNull(),
    frameworkHash: text().notNull(),
    stage: text({ enum: stages }).notNull(),
    /** When the case came into its present stage: since then it waits for whoever acts next. */
    stageSince: moment().notNull(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    ...synchronised(),
  },
  (t) => [
    unique('recognitions_one_per_mobility').on(t.mobilityId),
    index('recognitions_by_organisation').on(t.organisationId, t.id),
    index('recognitions_by_host').on(t.hostingOrganisationId, t.id),
    index('recognitions_by_stage').on(t.organisationId, t.stage, t.id),
    index('recognitions_by_stage_of_host').on(t.hostingOrganisationId, t.stage, t.id),
    index('recognitions_waiting_in_stage')
      .on(t.organisationId, t.stage, t.stageSince, t.id)
      .where(sql`${t.stage} in ('identification', 'documentation', 'assessment', 'validation')`),
    index('recognitions_waiting_in_stage_by_host')
      .on(t.hostingOrganisationId, t.stage, t.stageSince, t.id)
      .where(sql`${t.stage} in ('identification', 'documentation', 'assessment', 'validation')`),
    index('recognitions_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('recognitions_by_change_of_host').on(t.hostingOrganisationId, t.updatedAt, t.id),
    index('recognitions_by_transaction').on(t.organisationId, t.changedIn, t.id),
    index('recognitions_by_transaction_of_host').on(t.hostingOrganisationId, t.changedIn, t.id),
    index('recognitions_by_framework').on(t.frameworkId, t.frameworkHash),
  ],
)

protect(recognitions, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: look },
  // What is closed may still be looked at again.
  guards: [
    notOfTheErased('mobilityId', { before: 'insert' }),
    stamped,
    running('insert'),
    running('update', '(old.stage, old.stage_since) is distinct from (new.stage, new.stage_since)'),
    due('update', 'old.stage is distinct from new.stage'),
  ],
})

export const outcomeKinds = ['planned', 'additional'] as const
export const outcomeStatuses = ['open', 'claimed', 'dropped'] as const

export const outcomes = pgTable(
  'outcomes',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    /** The version under which it is, or was, judged. */
    agreementVersionId: uuid()
      .notNull()
      .references(() => agreementVersions.id),
    competence: text().notNull(),
    kind: text({ enum: outcomeKinds }).notNull(),
    status: text({ enum: outcomeStatuses }).notNull(),
    baseline: integer(),
    /** What the search for a level before came to; null where it was agreed under the first rule. */
    baselineFound: text({ enum: baselineFindings }),
    target: integer(),
    selfLevel: integer(),
    /** Whether the learner sees themselves at a level, at none, or was not asked; null as above. */
    selfFound: text({ enum: baselineFindings }),
    /** Whether the criteria cover less than the framework has at the target; null as above. */
    partial: boolean(),
    criteria: jsonb().$type<Criterion[]>().notNull(),
    methods: text().array().notNull(),
    /** Why a planned outcome was dropped, or what an additional one is. */
    remark: text(),
    /** The number of the version of the agreement that leaves it out and so dropped it; null otherwise. */
    leftOutOf: integer(),
    updatedAt: moment().notNull(),
  },
  (t) => [unique('outcomes_once').on(t.recognitionId, t.competence)],
)

protect(outcomes, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: { select: true, update: ['remark', 'updatedAt'] } },
  guards: [notOfTheErased('recognitionId'), ...dueAs('status')],
})

export const evidenceKinds = ['file', 'link', 'statement', 'test-result', 'observation'] as const

/** Never changes but for the word of a scanner and that it was taken back; of somebody erased, its kind stays. */
export const evidence = pgTable(
  'evidence',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    kind: text({ enum: evidenceKinds }).notNull(),
    /** Null once it was erased. */
    title: text(),
    producedOn: text().notNull(),
    /** SHA-256 of the bytes kept, which is also their address in the storage; null for a link. */
    sha256: text(),
    /** SHA-256 of the file as it was sent, before what tells where it was made was taken out. */
    originalSha256: text(),
    /** What was taken out, by the name of its place in the format. */
    stripped: text().array().notNull().default([]),
    mediaType: text(),
    /** What can be read from the file; null where there is none, or nothing could be read. */
    facts: jsonb().$type<EvidenceFact[]>(),
    size: integer(),
    ...ofFilm(),
    url: text(),
    record: jsonb().$type<EvidenceRecord>(),
    /** Id of the agreed task that it was made in; null where it was made in none. */
    task: text(),
    scan: text({ enum: scanStates }).notNull().default('not-scanned'),
    scannedAt: moment(),
    submittedBy: uuid().references(() => members.id),
    /** The learner, where they brought it themselves. */
    personId: uuid().references(() => people.id),
    createdAt: moment().notNull(),
    /** When whoever brought it took it back, and why: its file is gone, and it counts for nothing. */
    withdrawnAt: moment(),
    withdrawnBy: uuid().references(() => members.id),
    withdrawalReason: text(),
    erasedAt: moment(),
  },
  (t) => [
    index('evidence_by_recognition').on(t.recognitionId, t.id),
    index('evidence_held').on(t.id).where(sql`${t.scan} = 'held'`),
    check('evidence_said_or_erased', sql`${t.erasedAt} is not null or ${t.title} is not null`),
    index('evidence_by_bytes').on(t.sha256).where(sql`${t.sha256} is not null`),
    index('evidence_by_frame').on(t.frameSha256).where(sql`${t.frameSha256} is not null`),
    uniqueIndex('evidence_bytes_once')
      .on(t.recognitionId, t.sha256)
      .where(sql`${t.sha256} is not null and ${t.withdrawnAt} is null`),
  ],
)

protect(evidence, {
  rows: rowsInCase,
  may: {
    dcr_app: { select: true, insert: true, update: ['scan', 'scannedAt', ...takenBack] },
    dcr_eraser: { select: true, update: ['title', 'url', 'record', 'facts', 'withdrawalReason', 'erasedAt'] },
  },
  guards: [
    { name: 'kept', before: 'update or delete', run: keepEvidence },
    notOfTheErased('recognitionId'),
    running('insert'),
    running('update', 'old.erased_at is distinct from new.erased_at'),
  ],
})

/** Which outcome a piece of evidence speaks for. */
export const evidenceOutcomes = pgTable(
  'evidence_outcomes',
  {
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    evidenceId: uuid()
      .notNull()
      .references(() => evidence.id),
    outcomeId: uuid()
      .notNull()
      .references(() => outcomes.id),
  },
  (t) => [
    unique('evidence_outcomes_once').on(t.evidenceId, t.outcomeId),
    index('evidence_outcomes_by_outcome').on(t.outcomeId),
    index('evidence_outcomes_by_recognition').on(t.recognitionId),
  ],
)

protect(evidenceOutcomes, writtenDown)

export const declarationKinds = ['authorship', 'attestation'] as const

/** The learner's word that the work is their own, and the host's that it was done there: of all evidence until then. */
export const declarations = pgTable(
  'declarations',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    kind: text({ enum: declarationKinds }).notNull(),
    name: text().notNull(),
    /** By what right somebody else gave their word for who was asked; null: who was asked gave it. */
    onBehalf: text(),
    memberId: uuid().references(() => members.id),
    statement: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [index('declarations_by_recognition').on(t.recognitionId, t.at)],
)

protect(declarations, writtenDown)
