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
  may: { dcr_app: edit, dcr_auth: look },
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

/** What an organisation decides for the cases it sends; a memorandum with a partner may say otherwise of some. */
/** The classes of data that an organisation sets periods for. */
export const retentionClasses = [
  'drafts',
  'links',
  'special-needs',
  'evidence',
  'appeal-texts',
  'uncertified',
  'people',
] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** By what an organisation assures the quality of its recognition, beside the procedure of this service. */
export const qualityAssurances = ['eqavet', 'iso-21001', 'efqm', 'national-accreditation'] as const
export type QualityAssurance = (typeof qualityAssurances)[number]

/** What becomes of data whose period is over. */
export const retentionModes = ['tell', 'remove'] as const

export type Settings = {
  /** What happens to an agreement signed while no memorandum with the partner is in force. */
  outsideMemorandum: 'warn' | 'refuse'
  /** The share of assessments that a second assessor marks too, 0 to 1. */
  secondMarkingRate: number
  /** At least so many second markings for each partner and quarter. */
  secondMarkingMinimum: number
  /** Agreement of markers (weighted kappa) below which an alarm is shown. */
  kappaAlarm: number
  /** Agreement of markers below which nothing is issued until someone has looked. */
  kappaPause: number
  /** Days after a decision within which an appeal may be made. */
  appealWindowDays: number
  /** Days from its submission in which an appeal or a complaint is to be decided. */
  appealDecisionDays: number
  /** Days in which a case is to leave identification, assessment, validation. */
  identificationDays: number
  assessmentDays: number
  validationDays: number
  /** Days in which the certificate due after an appeal is to be issued. */
  certificateAfterAppealDays: number
  /** Days from its issue in which the sending organisation is to record how it recognises a certificate. */
  recognitionActDays: number
  /** Days in which a second person is to confirm or dismiss a revocation that was asked for. */
  revocationDays: number
  /** What certificates say of it; none: this procedure alone. */
  qualityAssurance: QualityAssurance[]
  /** The IANA name of the time zone whose calendar days count for what it sends, decides and awards. */
  timeZone: string
  /** Days after the last day of a mobility within which evidence may still be produced. */
  evidenceDays: number
  /** Bytes of evidence that one case may hold. */
  evidenceQuotaBytes: number
  /** Whether its people have to sign in themselves to judge, decide, issue and revoke. */
  requireSignIn: boolean
  /** Whether rights are given by two administrators, where there are two. */
  secondPersonForRights: boolean
  /** What becomes of data whose period is over: it is only told how many there are, or they are removed. */
  retention: (typeof retentionModes)[number]
  /** Days for which each class of data is kept, counted as the class says. */
  keepDraftsDays: number
  keepLinksDays: number
  keepSpecialNeedsDays: number
  keepEvidenceDays: number
  keepAppealTextsDays: number
  keepUncertifiedDays: number
  keepPeopleDays: number
  /** By class: the legal ground of its period, in the organisation's own words. */
  retentionGrounds: { [Code in RetentionClass]?: string | undefined }
}

/** The settings that hold rights down: whoever switches one off gives some. */
export const restrainingSettings = ['requireSignIn', 'secondPersonForRights'] as const
export type RestrainingSetting = (typeof restrainingSettings)[number]

/** Only what differs from the defaults. */
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
  ],
  may: { dcr_app: edit, dcr_auth: look },
})
