import { timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'

/** UUIDv7: sorts by time of making, so that lists page by it. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7)

/** UTC to the millisecond, as a Date holds it: what was read compares equal to what was written. */
export const moment = () => timestamp({ withTimezone: true, precision: 3 })
