import { date, text } from 'drizzle-orm/pg-core'

/**
 * How agreements are signed: through the service, or by hand on a print of the version, which two members have seen; or an
 * organisation has signed the learning programme of a group, which stands for it.
 */
export const signingMethods = ['electronic', 'paper', 'programme'] as const
export type SigningMethod = (typeof signingMethods)[number]

/** Of one on paper the day that stands beside it, too; that it was signed is known since the paper was brought. */
export const signingMethod = () => ({
  method: text({ enum: signingMethods }).notNull().default('electronic'),
  signedOn: date(),
})
