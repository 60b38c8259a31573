// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-received-yet': null
  'month-over': { day: Day }
  'not-given-out': null
  'not-erased': null
  'asked-already': { day: Day }
  title: { party: 'guardian' | 'learner' | 'other' }
  intro: { party: 'guardian' | 'learner' | 'other' }
  'which-right': null
  'right-access': null
  'right-rectification': null
  'right-erasure': null
  'right-restriction': null
  'right-portability': null
  'right-objection': null
  'own-words': null
  'own-words-hint': null
  ask: null
  asked: null
  'asked-on': { day: Text }
  'answered-until': { day: Day }
  'takes-longer': null
  'outcome-done': null
  'outcome-refused': null
}
