// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'decision-does-not-follow': null
  'decided-twice': null
  'not-claimed': null
  'decided-already': null
  result: { result: 'reached' | 'partly' | 'not-reached' | 'not-assessed' | 'other' }
  'no-level': null
  'all-criteria': null
  'below-target': { level: Text; target: Text }
  'is-reached': null
  'needs-reason': { result: Text }
  'marks-not-open': null
  erased: null
  'left-out': { number: number }
  'outside-window': { title: Text; day: Day; from: Day; until: Day }
  'signed-late': { signed: Day; begun: Day }
  'nothing-gained': null
}
