import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment } from './columns.ts'
import { carried } from './custody/carry-moves.ts'
import { organisations } from './parties/organisations.ts'
import { databaseFunction, protect } from './protect.ts'
import { add, appendOnly, edit, erasing, look, ownRows } from './protections.ts'

/** Lines of what was done, as the release before the ledger writes and reads them. */
export const auditLines = pgTable(
  'audit_lines',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** The sending organisation in whose case this was done by people of another one; it may read the line too. */
    caseOrganisationId: uuid().references(() => organisations.id),
    at: moment().notNull(),
    action: text().notNull(),
    subjectId: text().notNull(),
    clientId: uuid(),
    memberId: uuid(),
    personId: uuid(),
    requestId: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    index('audit_lines_by_organisation').on(t.organisationId, t.id),
    index('audit_lines_by_subject').on(t.subjectId, t.id),
    index('audit_lines_by_case_owner')
      .on(t.caseOrganisationId, t.id)
      .where(sql`${t.caseOrganisationId} is not null`),
  ],
)

protect(auditLines, {
  rows: [
    ownRows,
    // The sending organisation answers for a case: it also reads what the host's people did in it, and writes none of it.
    {
      name: 'of_own_case',
      to: 'dcr_app',
      for: 'select',
      using: 'case_organisation_id = (select acting_organisation())',
    },
    erasing,
  ],
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly, carried],
})

/**
 * What a client has already asked for under a key, and what it was answered, kept by the transaction of the write. Not
 * `answered`, but with a body: it is encrypted. Without one: a process of an earlier release wrote, and its answer was lost.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    clientId: uuid().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    answered: boolean().notNull().default(false),
    status: integer(),
    headers: jsonb().$type<Record<string, string>>(),
    body: text(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.clientId, t.key] }),
    index('idempotency_keys_by_age').on(t.createdAt),
  ],
)

protect(idempotencyKeys, {
  rows: [ownRows, erasing],
  may: {
    dcr_app: edit,
    dcr_eraser: { select: true, update: ['answered', 'status', 'headers', 'body'] },
    dcr_service: { delete: true },
  },
})

export type KeptAnswer = Pick<
  typeof idempotencyKeys.$inferSelect,
  'fingerprint' | 'answered' | 'status' | 'headers' | 'body'
>

/**
 * What was answered to a client under a key. Who else asks under the same one waits until this transaction has ended, and
 * then sees what it left.
 */
export const keptAnswer = databaseFunction(
  'kept_answer(organisation uuid, client uuid, asked text)',
  `returns json language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, client, asked), 0));
  return (
    select json_build_object('fingerprint', k.fingerprint, 'answered', k.answered, 'status', k.status,
      'headers', k.headers, 'body', k.body)
    from idempotency_keys k where k.organisation_id = organisation and k.client_id = client and k.key = asked
  );
end $$`,
)

/**
 * The keys of the service itself. Private keys are kept encrypted; public ones stay published for as long as something they
 * signed may be checked.
 */
export const signingKeys = pgTable(
  'signing_keys',
  {
    kid: text().primaryKey(),
    purpose: text({ enum: ['token', 'credential', 'proof'] }).notNull(),
    publicJwk: jsonb().$type<Record<string, unknown>>().notNull(),
    privateJwe: text().notNull(),
    createdAt: moment().notNull(),
    retiredAt: moment(),
    /** From this moment on somebody else may have signed with it: what was registered later does not count. */
    compromisedFrom: moment(),
  },
  (t) => [uniqueIndex('signing_keys_one_signs').on(t.purpose).where(sql`${t.retiredAt} is null`)],
)

protect(signingKeys, { rows: [], may: { dcr_service: { insert: true, update: true } } })

/** The keys with which each organisation signs what it issues, kept as those of the service are. */
export const issuerKeys = pgTable(
  'issuer_keys',
  {
    kid: text().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    purpose: text({ enum: ['credential', 'proof'] }).notNull(),
    publicJwk: jsonb().$type<Record<string, unknown>>().notNull(),
    privateJwe: text().notNull(),
    createdAt: moment().notNull(),
    retiredAt: moment(),
    compromisedFrom: moment(),
  },
  (t) => [
    uniqueIndex('issuer_keys_one_signs').on(t.organisationId, t.purpose).where(sql`${t.retiredAt} is null`),
    index('issuer_keys_by_organisation').on(t.organisationId, t.createdAt),
    index('issuer_keys_compromised').on(t.compromisedFrom).where(sql`${t.compromisedFrom} is not null`),
  ],
)

protect(issuerKeys, {
  rows: [
    { name: 'own', to: 'dcr_app', for: 'select', using: 'organisation_id = (select acting_organisation())' },
  ],
  may: {
    dcr_app: {
      select: ['kid', 'organisationId', 'purpose', 'publicJwk', 'createdAt', 'retiredAt', 'compromisedFrom'],
    },
    dcr_service: { insert: true, update: true },
  },
})

/** The framework files that something was planned or judged with: they may not change any more. */
export const frameworksInUse = pgTable(
  'frameworks_in_use',
  {
    frameworkId: text().notNull(),
    file: text().notNull(),
    hash: text().notNull(),
    firstUsedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.frameworkId, t.file] })],
)

protect(frameworksInUse, {
  rows: [{ name: 'shared', to: 'dcr_app', using: 'true', check: 'true' }],
  may: { dcr_app: add },
})
