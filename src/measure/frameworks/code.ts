import { isText, textInAnyScript } from '../../platform/http/texts.ts'

/** As many letters as a code may have, in CASE as well. */
const MAX_LETTERS = 255

/**
 * What a framework calls a thing, in whatever letters its publisher chose: one line. Every code of the service is of this type, or
 * what one place takes another would refuse.
 */
export const Code = textInAnyScript(MAX_LETTERS)
  .refine(isText)
  // No object holds it as a key.
  .refine((code) => code !== '__proto__')

/** The id of a criterion: a code, with its level and what part of it behind it where the framework gives it none. */
export const CriterionId = textInAnyScript(MAX_LETTERS + 45).refine(isText)
