// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  wheel: null
  areas: null
  profile: null
  'profile-without-levels': null
  'over-planned': null
  'over-before': null
  'only-planned': null
  'only-before': null
  reached: null
  standing: { level: number; highest: number }
  'of-planned': { standing: Text }
  'of-reached': { standing: Text }
  'of-before': { standing: Text }
  'of-after': { standing: Text }
  nothing: null
  yes: null
  no: null
  'nothing-shown': null
  'key-planned': null
  'key-before': null
  'key-reached': null
  'key-after': null
  'key-levels': { highest: number }
  'no-such-level': null
  'unknown-competence': { code: Text; known: Text }
  'unknown-level': { written: Text; code: Text; known: Text }
  'is-there-twice': { code: Text }
  'one-outline': null
}
