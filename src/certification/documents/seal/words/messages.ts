// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'on-paper-only': { seal: Text }
  'waited-for': { since: Text }
  'not-on-paper': null
  'on-other-paper': null
  'does-not-hold': null
  'not-in-force': null
  mark: { day: Text }
}
