import { sql } from 'drizzle-orm'
import { bigint, boolean, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { edit, ownRows } from '../protections.ts'

/** What may be ordered to be done whenever it is due. */
export const orderKinds = ['open-cases', 'complete-stages', 'send-links'] as const

/** Why nothing more is done by an order: whoever gave it may not do it any more, or what they came by is gone. */
export const orderProblems = ['forbidden', 'unauthenticated'] as const

/** What an organisation has done in the name of whoever ordered it; the ledger has what was ordered before. */
export const standingOrders = pgTable(
  'standing_orders',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    kind: text({ enum: orderKinds }).notNull(),
    /** Who gave it, and how they came in: what they may do is looked up for each thing anew. */
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    clientId: uuid().notNull(),
    credentialId: uuid(),
    subjectHash: text(),
    signedIn: boolean().notNull(),
    scopes: jsonb().$type<Scope[]>().notNull(),
    givenAt: moment().notNull(),
    endedAt: moment(),
    /** Since when it rests, and why. */
    restingSince: moment(),
    problem: text({ enum: orderProblems }),
    /** Up to which position of the ledger it was looked what is due. */
    position: bigint({ mode: 'number' }).notNull(),
    /** When all that is open was last looked through, and up to which thing it is now. */
    sweptAt: moment(),
    sweepAfter: uuid(),
    triedAt: moment(),
    /** Until when a process is at it. */
    leasedUntil: moment(),
  },
  (t) => [
    unique('standing_orders_once').on(t.organisationId, t.kind),
    index('standing_orders_in_force')
      .on(t.triedAt, t.id)
      .where(sql`${t.endedAt} is null and ${t.restingSince} is null`),
  ],
)

protect(standingOrders, {
  rows: [ownRows],
  may: { dcr_app: edit, dcr_service: { update: true } },
})
