// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'assessed-against': { when: 'before' | 'other'; version: Text; signedOn: Text }
  'shown-in': { framework: Text; sending: Text; hosting: Text }
  'match-exact': null
  'match-close': null
  'match-related': null
  'skill-agreed': null
}
