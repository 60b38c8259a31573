// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'wrong-client': null
  'client-lacks': { beyond: Text; own: Text }
  'no-such-active-member': null
  'two-secrets': null
  'not-in-future': null
  'expires-too-early': null
  'wrong-assertion': null
  'wrong-person': null
  'no-identity-provider': null
  'no-such-subject': null
  'failed-too-often': { wait: number }
  'say-who': null
  'person-twice': null
  'needs-subject-token': null
  'enough-keys': { most: number }
  coordinate: null
  modulus: null
  'no-key': null
  'no-key-there': null
  'see-errors': null
}
