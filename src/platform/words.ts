import type { Messages } from './words/messages.ts'
import { readCatalogue } from './words/read-catalogue.ts'

/** What days, months and refusals in general are called; the days in other catalogues are written with it. */
export const say = readCatalogue<Messages>(new URL('words/', import.meta.url), {
  decimalMark: () => '.',
  within: String,
  alone: String,
  short: String,
  moment: String,
})
