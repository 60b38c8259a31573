import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { databaseFunction, protect } from '../protect.ts'
import { add, edit, look, lookup, ownRows } from '../protections.ts'
import { clients, members, organisations } from './organisations.ts'

/** A secret, of which a hash is kept, or the public half of a key. */
export const credentialKinds = ['secret', 'key'] as const

/** What is kept of a secret changes once: to the SHA-256 of it, when its client comes back. */
const renewSecretOnce = databaseFunction(
  'renew_secret_once()',
  `returns trigger language plpgsql as $$
begin
  if old.secret_hash is distinct from new.secret_hash
    and not coalesce(old.secret_hash like 'scrypt$%' and new.secret_hash like 'sha256$%', false) then
    raise exception 'a secret does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)

/** What a client proves with who it is. */
export const clientCredentials = pgTable(
  'client_credentials',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    clientId: uuid()
      .notNull()
      .references(() => clients.id),
    kind: text({ enum: credentialKinds }).notNull(),
    secretHash: text(),
    publicJwk: jsonb().$type<Record<string, unknown>>(),
    /** The client that asked for it; null for those that were made with the client itself. */
    madeByClient: uuid(),
    /** The person who asked for it, and was shown it: it ends with their membership. */
    madeByMember: uuid().references(() => members.id),
    createdAt: moment().notNull(),
    expiresAt: moment(),
    /** Within a minute: not every token writes here. */
    lastUsedAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    index('client_credentials_by_client').on(t.clientId),
    index('client_credentials_by_maker').on(t.madeByMember),
    check(
      'client_credentials_kind',
      sql`case ${t.kind} when 'secret' then ${t.secretHash} is not null and ${t.publicJwk} is null
        else ${t.publicJwk} is not null and ${t.secretHash} is null end`,
    ),
  ],
)

/**
 * Nothing works that somebody has made who is no longer a member. The member is held, so that whoever ends the membership at
 * the same time waits, and ends it, too.
 */
const endWithMaker = databaseFunction(
  'end_with_maker()',
  `returns trigger language plpgsql as $$
begin
  perform 1 from members m where m.id = new.made_by_member and m.active for share;
  if not found then
    new.ended_at := coalesce(new.ended_at, new.created_at);
  end if;
  return new;
end $$`,
)

protect(clientCredentials, {
  rows: [ownRows, lookup, { name: 'used', to: 'dcr_auth', for: 'update', using: 'true' }],
  may: { dcr_app: edit, dcr_auth: { select: true, update: ['lastUsedAt', 'secretHash'] } },
  guards: [
    { name: 'renewed_once', before: 'update', run: renewSecretOnce },
    {
      name: 'made_by_member',
      before: 'insert',
      when: 'new.made_by_member is not null and new.ended_at is null',
      run: endWithMaker,
    },
    {
      name: 'works_anew',
      before: 'update',
      when: `new.made_by_member is not null and new.ended_at is null
        and (old.ended_at is not null or old.made_by_member is distinct from new.made_by_member)`,
      run: endWithMaker,
    },
  ],
})

/** Assertions that clients signed and that were taken: each is taken once, and forgotten when it has expired. */
export const clientAssertions = pgTable(
  'client_assertions',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    clientId: uuid()
      .notNull()
      .references(() => clients.id),
    /** SHA-256 of the id that the client gave it. */
    jtiHash: text().notNull(),
    expiresAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clientId, t.jtiHash] }),
    index('client_assertions_by_age').on(t.expiresAt),
  ],
)

protect(clientAssertions, {
  rows: [ownRows, lookup, { name: 'taken', to: 'dcr_auth', for: 'insert', check: 'true' }],
  may: { dcr_app: look, dcr_auth: add, dcr_service: { delete: true } },
})

/** How often in a row somebody at an address failed to prove to be a client, or a person; forgotten after a day. */
export const failedSignIns = pgTable(
  'failed_sign_ins',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    clientId: uuid()
      .notNull()
      .references(() => clients.id),
    /** A hash: of the address with the client, or of these with whom a token says has signed in. */
    address: text().notNull(),
    failures: integer().notNull(),
    lastAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.address] }), index('failed_sign_ins_by_age').on(t.lastAt)],
)

protect(failedSignIns, {
  rows: [ownRows, lookup, { name: 'proved', to: 'dcr_auth', for: 'delete', using: 'true' }],
  may: { dcr_app: edit, dcr_auth: { select: true, delete: true }, dcr_service: { delete: true } },
})
