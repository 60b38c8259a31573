import { z } from 'zod'

/** As many letters as CASE gives a code (its NormalizedString). */
const MAX_LETTERS = 255

/**
 * What a framework calls a thing, in whatever letters its publisher chose: one line, without spaces at its ends. Every code
 * of the service has this type, or what is taken in one place would be refused in another.
 */
export const Code = z
  .string()
  .min(1)
  .max(MAX_LETTERS)
  .refine((code) => /^[^\p{Cc}\u2028\u2029]*$/u.test(code) && code.trim() === code && code.isWellFormed(), {
    error: 'one line of letters, without spaces at its ends',
  })
  // No object could hold it as a key of its own.
  .refine((code) => code !== '__proto__', { error: 'is no code' })
