import { codeNames } from './code-names.ts'

/** The name of a country in a language by its two letters, as it is printed; the letters where it has none. */
export const countryName = codeNames('countries').nameOf
