// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-complete': null
  'recognised-as-nothing': null
  'recognised-as-what': null
  'reason-needed': null
  'decided-later': null
  'decided-earlier': { issuedOn: Text }
}
