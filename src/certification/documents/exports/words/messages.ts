// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'fault-no-address': null
  'fault-no-country': null
  'fault-no-oid': null
  'fault-no-text': null
  'cannot-be-exported': null
  'fault-unwritable': { letters: Text }
  'not-for-wallets': null
  'lacks-language': null
  'lacks-level': null
}
