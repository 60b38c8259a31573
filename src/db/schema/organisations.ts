import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from './columns.ts'

/** The directory: what an organisation publishes of itself. Every tenant may read it. */
export const organisations = pgTable(
  'organisations',
  {
    id: id(),
    name: text().notNull(),
    country: text().notNull(),
    city: text(),
    oid: text().unique(),
    version: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [check('organisations_country', sql`${t.country} ~ '^[A-Z]{2}$'`)],
)

export const clients = pgTable(
  'clients',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    secretHash: text().notNull(),
    scopes: text().array().notNull(),
    createdAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [index('clients_by_organisation').on(t.organisationId, t.id)],
)

export const members = pgTable(
  'members',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    email: text(),
    roles: text().array().notNull(),
    externalId: text(),
    active: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    unique('members_external_id').on(t.organisationId, t.externalId),
    index('members_by_organisation').on(t.organisationId, t.id),
    index('members_by_change').on(t.organisationId, t.updatedAt, t.id),
  ],
)
