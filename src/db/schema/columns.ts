import { bigint, customType, integer, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'

/** UUIDv7: sorts by time of making, so that lists page by it. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7)

/** UTC to the millisecond, as a Date holds it: what was read compares equal to what was written. */
export const moment = () => timestamp({ withTimezone: true, precision: 3 })

/** Bytes as they are. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** For what is edited in place: `version` counts the edits, and is what `If-Match` is held against. */
export const edits = () => ({
  version: integer().notNull().default(1),
  createdAt: moment().notNull(),
  updatedAt: moment().notNull(),
})

/**
 * For what lists synchronise: the number of the transaction that last wrote the row, set by the database; 0 where that
 * was before there was a ledger. It tells which changes have become visible after a position of the ledger.
 */
export const synchronised = () => ({ changedIn: bigint({ mode: 'number' }).notNull().default(0) })
