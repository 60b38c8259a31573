// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'born-ahead': null
  'not-ahead': null
  erased: null
  'changed-meanwhile': null
  'born-long-ago': null
  'not-long-ago': null
  'there-already': { person: Text }
  merged: { person: Text }
  'works-for-a-host': null
  'address-of-host': null
  'no-guardian-named': null
  'majority-unknown': null
  'say-of-age': null
  'own-guardian': null
  'another-name': null
  'only-themselves': null
  'signs-another': null
  'no-second-guardian-named': null
  'of-guardians-alone': null
  'guardians-unfit': null
  'first-guardian-first': null
  'same-guardian': null
  'other-guardian': null
}
