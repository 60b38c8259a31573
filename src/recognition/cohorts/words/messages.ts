// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'no-such-mobility': null
  cancelled: null
  'other-project': { code: Text }
  'too-many': { most: number; there: number }
  nobody: null
  'too-many-found': { most: number }
  'no-choice': null
  'not-part': null
  'replaces-itself': null
  stage: { stage: 'agreement' | 'identification' | 'documentation' | 'assessment' | 'validation' | 'certified' | 'refused' | 'closed' | 'withdrawn' | 'cancelled' | 'other' }
  progress: null
  'progress-of': { name: Text }
  learners: { count: number }
  counted: { stage: Text; count: number }
  empty: null
  board: { name: Text }
  'drawn-on': { day: Text }
  project: null
  class: null
  person: null
  at: null
  since: null
  waits: null
  nothing: null
  left: { day: Text }
  replaced: { name: Text }
  'waits-for': { who: Text }
  who: { who: 'coordinator' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'auditor' | 'admin' | 'learner' | 'guardian' | 'other' }
  'at-host': { who: Text }
  'by-name': { who: Text; name: Text }
}
