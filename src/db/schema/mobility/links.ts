import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { countedByDay } from '../custody/running-days.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, look, lookup, notOfTheErased, ofParties } from '../protections.ts'

/** Who holds a link. */
export const linkHolders = ['learner', 'guardian'] as const

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
        'credential-offer',
        'wallet-access',
        'wallet-nonce',
      ],
    }).notNull(),
    party: text({ enum: linkHolders }).notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    subjectId: uuid().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    /** When its page was asked for the first time. */
    openedAt: moment(),
    /** When it was ended before its time, by somebody or by a newer one. */
    endedAt: moment(),
    /** Of a code that is told apart from the link, where it needs one. */
    pinHash: text(),
    /** How often such a code was tried. */
    tries: integer().notNull().default(0),
  },
  (t) => [
    index('links_by_subject').on(t.subjectId),
    index('links_by_expiry').on(t.expiresAt),
    index('links_by_expiry_of_organisation').on(t.organisationId, t.expiresAt, t.id),
    index('links_by_person').on(t.personId),
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
