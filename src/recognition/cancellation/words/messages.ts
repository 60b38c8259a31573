// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  certified: { certificate: Text }
  refused: null
  'not-cancelled': null
  'another-day': null
}
