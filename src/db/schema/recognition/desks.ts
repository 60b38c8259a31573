import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { type Role, roles } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { linkTravels } from '../mobility/links.ts'
import { members, organisations } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { databaseFunction, protect } from '../protect.ts'
import { add, look, lookup, ofParties, ownRows } from '../protections.ts'

/** In which roles somebody may be invited to a desk; nobody administers, audits or issues from one. */
export const deskRoles = ['coordinator', 'mentor', 'assessor', 'validator'] as const

/**
 * A desk is a link by which a member of an organisation without software of its own works. Only the hash of its secret is
 * kept; a newer one of the same person ends the older.
 */
export const desks = pgTable(
  'desks',
  {
    id: id(),
    /** Whose member works there. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    secretHash: text().notNull().unique(),
    travelled: text({ enum: linkTravels }).notNull(),
    /** The organisation, and its member, who gave the address, or handed the link over. */
    givenByOrganisation: uuid()
      .notNull()
      .references(() => organisations.id),
    givenByMember: uuid(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** When its page was asked for the first time. */
    openedAt: moment(),
    endedAt: moment(),
    /** The member who ended it; null where a newer one did. */
    endedBy: uuid(),
  },
  (t) => [
    index('desks_by_organisation').on(t.organisationId, t.id),
    index('desks_by_member').on(t.memberId, t.id),
    index('desks_by_expiry').on(t.expiresAt),
  ],
)

protect(desks, {
  rows: [
    ownRows,
    lookup,
    { name: 'opening', to: 'dcr_auth', for: 'update', using: 'opened_at is null', check: 'true' },
  ],
  may: {
    dcr_app: { select: true, insert: true, update: ['endedAt', 'endedBy'] },
    dcr_auth: { select: true, update: ['openedAt'] },
    dcr_service: { delete: true },
  },
})

/** The desk of a secret's hash, opened now where it never was, with the rights of whoever looks up who is asking. */
export const deskOf = databaseFunction(
  'desk_of(hash text, at timestamptz)',
  `returns setof desks language plpgsql volatile security definer rows 1 set search_path = public, pg_temp as $$
begin
  update desks d set opened_at = at
    where d.secret_hash = hash and d.opened_at is null and d.ended_at is null and d.expires_at > at;
  return query select d.* from desks d where d.secret_hash = hash;
end $$`,
  'owner',
  'dcr_auth',
)

/** Addresses of people of an organisation for which the operator vouches: whoever has one is not the sender. */
export const vouchedAddresses = pgTable(
  'vouched_addresses',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** In small letters. */
    address: text().notNull(),
    /** How the operator found out whose it is. */
    checked: text().notNull(),
    vouchedBy: uuid().references(() => members.id),
    createdAt: moment().notNull(),
  },
  (t) => [unique('vouched_addresses_once').on(t.organisationId, t.address)],
)

protect(vouchedAddresses, { rows: [ownRows, lookup], may: { dcr_app: add, dcr_auth: look } })

/**
 * What whoever has a desk may do now, as `rights_held` says it of a client; null where the desk works no more. Whoever came
 * by a link that was handed over says so, unless the operator vouches for their address.
 */
export const deskRights = databaseFunction(
  'desk_rights(organisation uuid, member uuid, desk uuid, at timestamptz)',
  `returns json language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (
    select json_build_object('scopes', array['read', 'recognise'], 'active', m.active,
      'roles', array(select r from unnest(m.roles) r where r in ('coordinator', 'mentor', 'assessor', 'validator')),
      'mustSignIn', coalesce((s.set ->> 'requireSignIn')::boolean, false), 'zone', s.set ->> 'timeZone',
      'madeBy', null,
      'byHand', d.travelled = 'by-hand' and not exists (select 1 from vouched_addresses v
        where v.organisation_id = d.organisation_id and v.address = lower(m.email)))
    from desks d
    join members m on m.id = d.member_id and m.organisation_id = d.organisation_id
    left join organisation_settings s on s.organisation_id = d.organisation_id
    where d.id = desk and d.organisation_id = organisation and d.member_id = member
      and d.ended_at is null and d.expires_at > at
  );
end $$`,
  'owner',
  'dcr_auth',
)

/** By which organisation somebody of another one was invited to work by link. Each sending organisation sees its own. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    /** Who invites. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    hostingOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** The member of the host, one for each address. */
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    name: text().notNull(),
    email: text().notNull(),
    /** The address as those are that lead to the same box. */
    foldedEmail: text().notNull(),
    roles: text().array().$type<Role[]>().notNull(),
    language: text(),
    deliver: text({ enum: linkTravels }).notNull(),
    invitedBy: uuid(),
    createdAt: moment().notNull(),
    withdrawnAt: moment(),
    withdrawnBy: uuid(),
  },
  (t) => [
    index('invitations_by_organisation').on(t.organisationId, t.id),
    index('invitations_by_host').on(t.hostingOrganisationId, t.id),
    index('invitations_by_member').on(t.memberId, t.id),
    index('invitations_by_address').on(t.organisationId, t.foldedEmail),
  ],
)

protect(invitations, {
  rows: [ofParties],
  may: { dcr_app: { select: true, insert: true, update: ['withdrawnAt', 'withdrawnBy'] } },
})

/**
 * What somebody did in a case through a desk that was handed over by hand, and that is to count as the act of somebody else
 * than the sender: it waits until they say themselves that it was theirs, or the operator vouches for their address.
 */
export const deskActs = pgTable(
  'desk_acts',
  {
    id: id(),
    ...parties(),
    /** Null where there is no case yet. */
    recognitionId: uuid(),
    subjectId: uuid().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    deskId: uuid()
      .notNull()
      .references(() => desks.id),
    /** The row of the table, and the role in which it was done. */
    action: text().notNull(),
    role: text({ enum: roles }),
    at: moment().notNull(),
    confirmedAt: moment(),
    /** Whether by the operator, who vouches, or by themselves. */
    vouched: boolean(),
  },
  (t) => [
    index('desk_acts_by_recognition').on(t.recognitionId).where(sql`${t.confirmedAt} is null`),
    index('desk_acts_by_subject').on(t.subjectId).where(sql`${t.confirmedAt} is null`),
    index('desk_acts_by_member').on(t.memberId).where(sql`${t.confirmedAt} is null`),
  ],
)

const isHost = 'hosting_organisation_id = (select acting_organisation())'

protect(deskActs, {
  rows: [
    { name: 'parties', to: 'dcr_app', for: 'select', using: ofParties.using! },
    { name: 'noting', to: 'dcr_app', for: 'insert', check: isHost },
    { name: 'confirming', to: 'dcr_app', for: 'update', using: isHost, check: isHost },
  ],
  may: { dcr_app: { select: true, insert: true, update: ['confirmedAt', 'vouched'] } },
})

/** The forms that were sent from desks, each with a name of its own: one that is sent twice does nothing twice. */
export const deskForms = pgTable(
  'desk_forms',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    deskId: uuid()
      .notNull()
      .references(() => desks.id),
    form: text().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.deskId, t.form] }), index('desk_forms_by_age').on(t.createdAt)],
)

protect(deskForms, { rows: [ownRows], may: { dcr_app: add, dcr_service: { delete: true } } })
