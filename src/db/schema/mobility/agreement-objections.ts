import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { agreementVersions } from './agreements.ts'
import { writtenDownOf } from './moves-mobility.ts'

/** A version that the host does not sign as it is, and why: it waits for the next one. */
export const agreementObjections = pgTable('agreement_objections', {
  versionId: uuid()
    .primaryKey()
    .references(() => agreementVersions.id),
  ...parties(),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  comment: text().notNull(),
  at: moment().notNull(),
})

protect(agreementObjections, writtenDownOf('at'))
