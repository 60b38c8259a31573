// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'code-twice': null
  'no-such-framework': { known: Text }
  'no-such-competence': { framework: Text }
  'competence-twice': null
  'no-such-module': null
  'too-many-modules': { most: number }
  'outcomes-unpaired': null
}
