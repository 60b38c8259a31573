// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-to-correct': null
  'nothing-corrected': null
  twice: null
  'says-otherwise': null
  same: null
  'register-first': { route: Text }
  'touches-judgement': null
  'takes-two': null
  'needs-decider': null
  'none-proposed': null
  'proposed-already': null
  'against-appeal': null
  'against-successor': null
  'against-fraud': null
  'belongs-together': { field: Text }
}
