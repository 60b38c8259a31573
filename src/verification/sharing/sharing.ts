/** How much of a certificate a stranger sees: that it holds and no more; what was reached too; all but the birth date. */
export const levels = ['validity', 'outcomes', 'everything'] as const
export type Level = (typeof levels)[number]

/** Until the learner chooses otherwise: whoever holds the paper has the name already, and nobody else needs it. */
export const defaultLevel: Level = 'outcomes'

/** How many days a share may live. */
export const lifetimes = [7, 30, 90, 365] as const

/** So many shares of one certificate may be open at a time. */
export const MAX_OPEN_SHARES = 50
