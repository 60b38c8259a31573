import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment, synchronised } from '../columns.ts'
import { protect } from '../protect.ts'
import { edit, keptInSteps, stamped, standsIn } from '../protections.ts'
import { members, organisations } from './organisations.ts'

/** Whose assessors mark, by a memorandum. */
export const assessingSides = ['sending', 'hosting', 'either'] as const

/** A memorandum of two organisations. Its terms never change: what is agreed anew is a new memorandum. */
export const partnerships = pgTable(
  'partnerships',
  {
    id: id(),
    /** Who proposed it; in a mobility either of the two may be the one that sends. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    partnerId: uuid()
      .notNull()
      .references(() => organisations.id),
    scope: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date(),
    mutualAcceptance: boolean().notNull(),
    assessedBy: text({ enum: assessingSides }).notNull(),
    /** Null: as the sending organisation has set. */
    secondMarkingRate: doublePrecision(),
    appealWindowDays: integer(),
    /** Of one text that several sign: which, who all of them are, and of which project it is. Null: two sign alone. */
    jointId: uuid(),
    jointParties: jsonb().$type<string[]>(),
    projectCode: text(),
    proposedBy: uuid()
      .notNull()
      .references(() => members.id),
    proposedAt: moment().notNull(),
    confirmedBy: uuid().references(() => members.id),
    confirmedAt: moment(),
    /** The first day on which it no longer holds. */
    endedOn: date(),
    endedBy: uuid().references(() => members.id),
    endReason: text(),
    updatedAt: moment().notNull(),
    ...synchronised(),
  },
  (t) => [
    index('partnerships_by_organisation').on(t.organisationId, t.id),
    index('partnerships_by_partner').on(t.partnerId, t.id),
    index('partnerships_by_joint').on(t.jointId).where(sql`${t.jointId} is not null`),
    index('partnerships_by_change').on(t.updatedAt, t.id),
    index('partnerships_by_transaction').on(t.changedIn, t.id),
    index('partnerships_unconfirmed')
      .on(t.partnerId, t.proposedAt, t.id)
      .where(sql`${t.confirmedAt} is null and ${t.endedOn} is null`),
    index('partnerships_unconfirmed_by_proposer')
      .on(t.organisationId, t.proposedAt, t.id)
      .where(sql`${t.confirmedAt} is null and ${t.endedOn} is null`),
    check('partnerships_dates', sql`${t.endsOn} is null or ${t.startsOn} <= ${t.endsOn}`),
    check('partnerships_two_parties', sql`${t.organisationId} <> ${t.partnerId}`),
  ],
)

const isPartner = standsIn('organisation_id', 'partner_id')

protect(partnerships, {
  rows: [{ name: 'parties', to: 'dcr_app', using: isPartner, check: isPartner }],
  may: { dcr_app: edit },
  guards: [
    keptInSteps(
      'keep_memorandum()',
      'a memorandum',
      ['confirmed_at', 'confirmed_by', 'updated_at'],
      ['ended_on', 'ended_by', 'end_reason', 'updated_at'],
    ),
    stamped,
  ],
})
