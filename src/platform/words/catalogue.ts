import { shortDate, writeDay, writeDayWithin, writeMoment } from '../dates.ts'
import { say } from '../words.ts'
import { readCatalogue, type Say } from './read-catalogue.ts'

/*
 * What a feature says stands in `words/en.json` and `words/lv.json` in its folder, as ICU messages by kebab-case keys.
 * `npm run words` writes their types beside them, for `export const say = catalogue<Messages>(import.meta.url)` in the
 * feature's `words.ts`. A language is added by files alone: `words/<tag>.json` here, and beside every other one.
 */

/** What a feature says, from the folder `words` beside the file of this address. */
export function catalogue<M>(file: string): Say<M> {
  return readCatalogue<M>(new URL('words/', file), {
    decimalMark: say('decimal-mark'),
    within: writeDayWithin,
    alone: writeDay,
    short: shortDate,
    moment: writeMoment,
  })
}
