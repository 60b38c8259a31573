// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'public-https': null
  'not-postable': null
  enough: { most: Text }
  'too-many': { most: Text }
}
