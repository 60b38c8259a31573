import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { add, look, ownRows, standsIn } from '../protections.ts'
import { keepLedger } from './number-ledger.ts'

const count = () => bigint({ mode: 'number' })

/**
 * One line for everything that was done, written in the transaction that did it. The database refuses to change or
 * delete a line; it only gives it its position, once.
 */
export const ledger = pgTable(
  'ledger',
  {
    id: id(),
    /** The place of the line in the order in which all lines became visible, without gaps; null until it is numbered. */
    position: count().unique('ledger_position'),
    /** The order of writing, which within one transaction is the order of what was done. */
    seq: count().notNull().generatedAlwaysAsIdentity({ name: 'ledger_seq' }),
    /** The number of the transaction that wrote it, set by the database; 0: it is older than the ledger. */
    tx: count().notNull().default(0),
    /** Whose people did it. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** The sending organisation in whose case this was done by people of another one; it may read the line too. */
    caseOrganisationId: uuid().references(() => organisations.id),
    /** The organisation that hosts the case. */
    hostingOrganisationId: uuid().references(() => organisations.id),
    /** The case that the line belongs to. No foreign key: that would hold the case, and wait for whoever holds it. */
    recognitionId: uuid(),
    subjectId: text().notNull(),
    action: text().notNull(),
    /** Of a move: the stage of the case, or the state of the appeal, before and after. */
    from: text(),
    to: text(),
    /** The role in which the member did it, whatever others they held. */
    role: text({ enum: roles }),
    clientId: uuid(),
    memberId: uuid(),
    personId: uuid(),
    at: moment().notNull(),
    requestId: text().notNull(),
    reason: text(),
    /** SHA-256 of what was known of the case then. */
    inputHash: text(),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    index('ledger_by_organisation').on(t.organisationId, t.id),
    index('ledger_by_case_owner')
      .on(t.caseOrganisationId, t.id)
      .where(sql`${t.caseOrganisationId} is not null`),
    index('ledger_by_action').on(t.organisationId, t.action, t.id),
    index('ledger_by_action_of_case_owner')
      .on(t.caseOrganisationId, t.action, t.id)
      .where(sql`${t.caseOrganisationId} is not null`),
    index('ledger_by_member').on(t.organisationId, t.memberId, t.id).where(sql`${t.memberId} is not null`),
    index('ledger_by_member_of_case_owner')
      .on(t.caseOrganisationId, t.memberId, t.id)
      .where(sql`${t.caseOrganisationId} is not null and ${t.memberId} is not null`),
    index('ledger_by_time').on(t.organisationId, t.at, t.id),
    index('ledger_by_time_of_case_owner')
      .on(t.caseOrganisationId, t.at, t.id)
      .where(sql`${t.caseOrganisationId} is not null`),
    index('ledger_by_subject').on(t.subjectId, t.seq),
    index('ledger_by_recognition').on(t.recognitionId, t.seq).where(sql`${t.recognitionId} is not null`),
    index('ledger_unnumbered').on(t.tx, t.seq).where(sql`${t.position} is null`),
    index('ledger_numbered').on(t.organisationId, t.position).where(sql`${t.position} is not null`),
    index('ledger_numbered_by_case_owner')
      .on(t.caseOrganisationId, t.position)
      .where(sql`${t.caseOrganisationId} is not null and ${t.position} is not null`),
    index('ledger_numbered_by_host')
      .on(t.hostingOrganisationId, t.position)
      .where(sql`${t.hostingOrganisationId} is not null and ${t.position} is not null`),
    check('ledger_positions', sql`${t.position} > 0`),
  ],
)

protect(ledger, {
  rows: [
    ownRows,
    // The sending organisation answers for a case: it also reads what the host's people did in it, and writes none of it.
    {
      name: 'of_own_case',
      to: 'dcr_app',
      for: 'select',
      using: 'case_organisation_id = (select acting_organisation())',
    },
    {
      name: 'erasing',
      to: 'dcr_eraser',
      using: standsIn('organisation_id', 'case_organisation_id'),
    },
  ],
  may: { dcr_app: add, dcr_eraser: look },
  guards: [{ name: 'kept', before: 'insert or update or delete', run: keepLedger }],
})

/** How far the ledger is numbered: one row. Every line up to the transaction has its position. */
export const ledgerNumbering = pgTable(
  'ledger_numbering',
  {
    only: boolean().primaryKey().default(true),
    position: count().notNull(),
    tx: count().notNull(),
    /** What is added to the cluster's own number of a transaction: a cluster that a dump was restored in counts anew. */
    ahead: count().notNull(),
  },
  (t) => [check('ledger_numbering_one_row', sql`${t.only}`)],
)

protect(ledgerNumbering, {
  rows: [{ name: 'shared', to: ['dcr_app', 'dcr_eraser'], for: 'select', using: 'true' }],
  may: { dcr_app: look, dcr_eraser: look },
})
