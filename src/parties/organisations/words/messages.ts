// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'country-code': null
  oid: null
  'beyond-this-token': { scopes: Text }
  'changed-meanwhile': null
  'settings-changed-meanwhile': null
  'settings-unfit': null
  'above-alarm': { alarm: number }
  'wrong-client': null
  'client-lacks': { beyond: Text; own: Text }
  'no-such-active-member': null
  'not-to-oneself': null
  'revocation-unfit': null
  'lies-ahead': null
}
