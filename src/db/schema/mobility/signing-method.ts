import { date, text } from 'drizzle-orm/pg-core'

/** How agreements are signed: through the service, or by hand on a print of the version, which two members have seen. */
export const signingMethods = ['electronic', 'paper'] as const

/** Of one on paper the day that stands beside it, too; that it was signed is known since the paper was brought. */
export const signingMethod = () => ({
  method: text({ enum: signingMethods }).notNull().default('electronic'),
  signedOn: date(),
})
