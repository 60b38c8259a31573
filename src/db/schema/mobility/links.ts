import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { countedByDay } from '../custody/running-days.ts'
import { members } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, look, lookup, notOfTheErased, ofParties } from '../protections.ts'
import { mobilities } from './mobilities.ts'

/** Who holds a link. */
export const linkHolders = ['learner', 'guardian'] as const

/** How a link reaches its holder: by mail, or from hand to hand, by whoever asked for it. */
export const linkTravels = ['mail', 'by-hand'] as const

/**
 * A link lets a learner or guardian, who has no account, do one thing: once, or, to share a certificate, for as long as
 * the link lives. Only the hash of its secret is kept.
 */
export const links = pgTable(
  'links',
  {
    id: id(),
    ...parties(),
    secretHash: text().notNull().unique(),
    purpose: text({
      enum: [
        'sign-agreement',
        'acknowledge-information',
        'declare-authorship',
        'share-certificate',
        'appeal',
        'me',
        'confirm-address',
        'credential-offer',
        'wallet-access',
        'wallet-nonce',
      ],
    }).notNull(),
    party: text({ enum: linkHolders }).notNull(),
    /** Of two guardians, whether it is the second one. */
    secondGuardian: boolean().notNull().default(false),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    subjectId: uuid().notNull(),
    /** The mobility that what it is for belongs to; null where it belongs to none. */
    mobilityId: uuid().references(() => mobilities.id),
    /** Who made it; null: a client that named nobody, or the service. */
    makerId: uuid().references(() => members.id),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    /** When it went out by mail; null where it was handed over, or was not sent yet. */
    sentAt: moment(),
    /** How it reached its holder; null of those that are older than that was kept. */
    travelled: text({ enum: linkTravels }),
    /** When its page was asked for the first time. */
    openedAt: moment(),
    /** When its holder said rightly when the learner was born: until then nothing that tells it is given. */
    birthDateSaidAt: moment(),
    /** When it was ended before its time, by somebody or by a newer one. */
    endedAt: moment(),
    /** Why somebody ended it; null where nobody said, and where a newer one did. */
    endReason: text(),
    /** Of a code that is told apart from the link, where it needs one. */
    pinHash: text(),
    /** How often such a code was tried, or a birth date said. */
    tries: integer().notNull().default(0),
  },
  (t) => [
    index('links_by_subject').on(t.subjectId),
    index('links_by_expiry').on(t.expiresAt),
    index('links_by_expiry_of_organisation').on(t.organisationId, t.expiresAt, t.id),
    index('links_by_person').on(t.personId, t.id),
    index('links_by_mobility').on(t.mobilityId, t.id),
    index('links_by_organisation').on(t.organisationId, t.id),
    index('links_by_purpose').on(t.organisationId, t.purpose, t.id),
    index('links_unused')
      .on(t.organisationId, t.expiresAt, t.id)
      .where(sql`${t.usedAt} is null and ${t.endedAt} is null`),
    index('links_used')
      .on(t.organisationId, t.id)
      .where(sql`${t.usedAt} is not null and ${t.endedAt} is null`),
    index('links_ended').on(t.organisationId, t.id).where(sql`${t.endedAt} is not null`),
  ],
)

protect(links, {
  rows: [ofParties, lookup, erasing],
  may: { dcr_app: edit, dcr_auth: look, dcr_eraser: { select: true, delete: true } },
  guards: [
    notOfTheErased('personId'),
    countedByDay('insert or delete'),
    countedByDay('update', 'old.expires_at is distinct from new.expires_at'),
  ],
})

/** The link of a secret's hash, with the rights of whoever looks up who is asking: one statement, outside of any transaction. */
export const linkOf = databaseFunction(
  'link_of(hash text)',
  `returns setof links language sql stable security definer rows 1 set search_path = public, pg_temp
  as $$ select l.* from links l where l.secret_hash = hash $$`,
  'owner',
  'dcr_auth',
)
