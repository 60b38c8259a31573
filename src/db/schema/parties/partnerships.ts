import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment, synchronised } from '../columns.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, stamped } from '../protections.ts'
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

/** The terms of a memorandum are fixed when it is proposed; only its confirmation and its end are added, once each. */
const keepMemorandum = databaseFunction(
  'keep_memorandum()',
  `returns trigger language plpgsql as $$
declare added text[] := array['confirmed_by', 'confirmed_at', 'ended_on', 'ended_by', 'end_reason', 'updated_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added
    or (old.confirmed_at is not null and old.confirmed_at is distinct from new.confirmed_at)
    or (old.confirmed_by is not null and old.confirmed_by is distinct from new.confirmed_by)
    or (old.ended_on is not null and old.ended_on is distinct from new.ended_on) then
    raise exception 'a memorandum does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)

const isPartner = '(select acting_organisation()) in (organisation_id, partner_id)'

protect(partnerships, {
  rows: [{ name: 'parties', to: 'dcr_app', using: isPartner, check: isPartner }],
  may: { dcr_app: edit },
  guards: [{ name: 'kept', before: 'update or delete', run: keepMemorandum }, stamped],
})
