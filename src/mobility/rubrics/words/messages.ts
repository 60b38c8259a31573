// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  about: { sending: Text; hosting: Text; number: Text }
  'mark-met': null
  'mark-partly': null
  'mark-not-met': null
  'means-met': null
  'means-partly': null
  'means-not-met': null
  category: { code: Text; title: Text }
  optional: null
  learner: { participant: 'staff' | 'learner' | 'other' }
  sending: null
  hosting: null
  project: null
  version: null
  framework: null
  hash: null
  target: { level: Text }
  criterion: null
  level: null
  own: null
}
