// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'latin-needed': null
  'names-unfit': null
  'latin-name-needed': null
  'name-unfit': null
  latin: null
  'on-behalf': { name: Text; right: Text }
}
