// Written by `npm run words` from en.json; not edited by hand.
import type { Day } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-received-yet': null
  'month-over': { day: Day }
  'not-given-out': null
  'not-erased': null
}
