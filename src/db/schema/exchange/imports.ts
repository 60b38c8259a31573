import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '../../../platform/auth/access.ts'
import { bytea, id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { erasing } from '../protections.ts'
import { ofWhoAsked } from './batches.ts'

export const importKinds = [
  'people',
  'mobilities',
  'agreements',
  'members',
  'authorisations',
  'marks',
  'modules',
] as const

export const tableForms = ['csv', 'xlsx'] as const

/** `blocked`: something in the file has to be mended first. */
export const importStates = [
  'checking',
  'ready',
  'blocked',
  'running',
  'done',
  'failed',
  'cancelled',
] as const

/** Why an import that failed did: what is needed of it went with somebody who was erased, or who asked may no longer do it. */
export const importFailures = ['erased', 'not-allowed', 'broken'] as const

const count = () => integer().notNull().default(0)

/** A table that somebody sent to have entered, how far that is, and what came of it: numbers, and no word of the table. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Who asked, and how they came in: what they may do is looked up each time. */
    clientId: uuid().notNull(),
    memberId: uuid().references(() => members.id),
    credentialId: uuid(),
    subjectHash: text(),
    signedIn: boolean().notNull(),
    scopes: jsonb().$type<Scope[]>().notNull(),
    kind: text({ enum: importKinds }).notNull(),
    /** Of the file as it was sent. */
    sha256: text().notNull(),
    form: text({ enum: tableForms }),
    state: text({ enum: importStates }).notNull().default('checking'),
    failure: text({ enum: importFailures }),
    rows: count(),
    toCreate: count(),
    toUpdate: count(),
    toLeave: count(),
    blocking: count(),
    warnings: count(),
    /** How many of the rows are done, which is where it goes on. */
    cursor: count(),
    created: count(),
    updated: count(),
    unchanged: count(),
    /** What fitted when it was checked, and did no more. */
    refused: count(),
    attempts: count(),
    dueAt: moment().notNull(),
    /** Until when a process is at it. */
    leasedUntil: moment(),
    createdAt: moment().notNull(),
    checkedAt: moment(),
    startedAt: moment(),
    finishedAt: moment(),
  },
  (t) => [
    index('imports_by_member').on(t.organisationId, t.memberId, t.id),
    index('imports_open').on(t.dueAt, t.id).where(sql`${t.state} in ('checking', 'running')`),
    index('imports_by_making').on(t.createdAt),
  ],
)

protect(imports, {
  rows: [ofWhoAsked],
  may: {
    dcr_app: {
      select: true,
      insert: true,
      update: [
        'state',
        'failure',
        'cursor',
        'created',
        'updated',
        'unchanged',
        'refused',
        'leasedUntil',
        'attempts',
        'dueAt',
        'startedAt',
        'finishedAt',
      ],
    },
    dcr_service: { update: true, delete: true },
  },
})

/** The table itself, for as long as it is needed; it goes with the first who stands in it and is erased. */
export const importFiles = pgTable('import_files', {
  importId: uuid()
    .primaryKey()
    .references(() => imports.id),
  organisationId: uuid()
    .notNull()
    .references(() => organisations.id),
  memberId: uuid().references(() => members.id),
  bytes: bytea(),
  /** What is to be told of it, as JSON. */
  findings: text(),
  /** The ids of whoever was found in it, with spaces between. */
  people: text(),
})

protect(importFiles, {
  rows: [ofWhoAsked, erasing],
  may: {
    dcr_app: { select: true, insert: true, update: ['bytes', 'findings', 'people'], delete: true },
    dcr_service: { update: true, delete: true },
    dcr_eraser: { select: true, update: ['bytes', 'findings', 'people'] },
  },
})
