import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Role, Scope } from '../../../platform/auth/access.ts'
import { edits, id, moment, synchronised } from '../columns.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, isThere, look, lookup, ownRows, stamped } from '../protections.ts'
import type { ConfirmedIdentity } from './confirmed-identity.ts'
import { keepIdentity, keepNamesApart } from './name-skeletons.ts'
import type { Address, Colours, Contact, Signatory } from './presentation.ts'
import type { Settings } from './settings.ts'

/** The directory: what an organisation publishes of itself. Every tenant may read it. */
export const organisations = pgTable(
  'organisations',
  {
    id: id(),
    name: text().notNull(),
    /** Its name in Latin letters, where the papers' fonts do not have the letters of its own. */
    latinName: text(),
    country: text().notNull(),
    city: text(),
    oid: text().unique(),
    /** Its name in law, where that is another one. */
    legalName: text(),
    /** In the register of its country; set with its identity alone. */
    registrationNumber: text(),
    /** Null while nobody has confirmed who it is. */
    identity: jsonb().$type<ConfirmedIdentity>(),
    /** How it is reached, for whoever holds a certificate of its own. */
    contact: jsonb().$type<Contact>(),
    address: jsonb().$type<Address>(),
    /** What its papers look like, and who signs them. */
    colours: jsonb().$type<Colours>(),
    signatories: jsonb().$type<Signatory[]>(),
    /** SHA-256 of the logo that it shows now, hexadecimal. */
    logo: text(),
    /** What its names look like at a glance; set by the database. */
    skeletons: text().array().notNull().default([]),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    unique('organisations_registration').on(t.country, t.registrationNumber),
    index('organisations_by_skeleton').using('gin', t.skeletons).where(sql`${t.identity} is not null`),
    index('organisations_by_transaction').on(t.changedIn, t.id),
    check('organisations_country', sql`${t.country} ~ '^[A-Z]{2}$'`),
  ],
)

protect(organisations, {
  rows: [
    { name: 'directory', to: ['dcr_app', 'dcr_auth', 'dcr_public'], for: 'select', using: 'true' },
    { name: 'register', to: 'dcr_app', for: 'insert', check: 'true' },
    { name: 'own', to: 'dcr_app', for: 'update', using: 'id = (select acting_organisation())' },
  ],
  may: {
    dcr_app: edit,
    dcr_auth: look,
    dcr_public: {
      select: [
        'id',
        'name',
        'latinName',
        'legalName',
        'country',
        'city',
        'oid',
        'registrationNumber',
        'identity',
        'logo',
        'updatedAt',
      ],
    },
  },
  guards: [
    stamped,
    { name: 'keep_identity', before: 'update', when: 'old.identity is not null', run: keepIdentity },
    { name: 'keep_names_apart', before: 'insert or update', run: keepNamesApart },
  ],
})

export const clients = pgTable(
  'clients',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    /** Of the newest secret that works, for the release before; empty where none does. */
    secretHash: text().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    createdAt: moment().notNull(),
    revokedAt: moment(),
    /** The client of the same organisation through which it was made; null for its first one. */
    madeThrough: uuid().references((): AnyPgColumn => clients.id),
  },
  (t) => [
    index('clients_by_organisation').on(t.organisationId, t.id),
    index('clients_by_maker').on(t.madeThrough),
  ],
)

/** The secret that a client comes with is the first of its credentials, whichever release makes it. */
const keepFirstSecret = databaseFunction(
  'keep_first_secret()',
  `returns trigger language plpgsql as $$
begin
  insert into client_credentials (id, organisation_id, client_id, kind, secret_hash, created_at)
    values (gen_random_uuid(), new.organisation_id, new.id, 'secret', new.secret_hash, new.created_at);
  return null;
end $$`,
)

protect(clients, {
  rows: [ownRows, lookup],
  may: { dcr_app: edit, dcr_auth: look },
  guards: [{ name: 'first_secret', after: 'insert', when: "new.secret_hash <> ''", run: keepFirstSecret }],
})

export const members = pgTable(
  'members',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    email: text(),
    roles: text().array().$type<Role[]>().notNull(),
    externalId: text(),
    /** What the OpenID provider calls them. */
    subject: text(),
    active: boolean().notNull().default(true),
    /** When somebody else took the role of an administrator, or the membership, from them; null while they have it. */
    adminTakenAt: moment(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    unique('members_external_id').on(t.organisationId, t.externalId),
    unique('members_subject').on(t.organisationId, t.subject),
    index('members_by_organisation').on(t.organisationId, t.id),
    index('members_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('members_by_transaction').on(t.organisationId, t.changedIn, t.id),
  ],
)

protect(members, {
  rows: [ownRows, lookup],
  may: { dcr_app: edit, dcr_auth: look },
  guards: [stamped],
})

/**
 * What an organisation decides for the cases it sends; a memorandum with a partner may say otherwise of some. Only what
 * differs from the defaults.
 */
export const organisationSettings = pgTable('organisation_settings', {
  organisationId: uuid()
    .primaryKey()
    .references(() => organisations.id),
  set: jsonb().$type<Partial<Settings>>().notNull(),
  /** Settings that an upgrade has set, and nobody here has decided on yet. */
  undecided: text().array().notNull().default([]),
  version: integer().notNull().default(1),
  updatedAt: moment().notNull(),
})

protect(organisationSettings, {
  rows: [
    ownRows,
    lookup,
    // A partner works by the sending organisation's settings, so it may read them.
    {
      name: 'partner',
      to: 'dcr_app',
      for: 'select',
      using: isThere(
        'mobilities m',
        `m.organisation_id = organisation_settings.organisation_id
          and m.hosting_organisation_id = (select acting_organisation())`,
      ),
    },
    {
      name: 'partner_in_part',
      to: 'dcr_app',
      for: 'select',
      using: isThere(
        'mobility_stays s',
        `s.organisation_id = organisation_settings.organisation_id
          and s.hosting_organisation_id = (select acting_organisation())`,
      ),
    },
  ],
  may: { dcr_app: edit, dcr_auth: look },
})
