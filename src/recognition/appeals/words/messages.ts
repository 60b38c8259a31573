// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  open: null
  results: null
  target: { level: Text }
  level: { level: Text }
  reason: { reason: Text }
  marks: { count: number }
  'last-day': { day: Day }
  closed: null
  used: null
  earlier: null
  contested: { competences: Text }
  'submitted-on': { day: Day }
  'due-by': { day: Day }
  'closed-on': { day: Day }
  withdraw: null
  submitting: null
  submit: null
  kind: null
  about: null
  grounds: null
  name: null
  done: { day: Day }
  withdrawn: null
  people: null
  'kind-appeal': null
  'kind-complaint': null
  'state-submitted': null
  'state-in-hearing': null
  'state-upheld': null
  'state-rejected': null
  'state-withdrawn': null
  'result-reached': null
  'result-partly': null
  'result-not-reached': null
  'result-not-assessed': null
  'mark-met': null
  'mark-partly': null
  'mark-not-met': null
  'mark-not-observed': null
  'time-over': { day: Day }
  'nothing-decided': null
  'no-final-result': null
  'open-already': null
  'does-not-fit': null
  'for-appeal-only': null
  'name-outcome': null
  'no-result': null
  'stands-twice': null
  'heard-already': null
  'of-age': null
  'complaint-changes-nothing': null
  'asked-already': null
  'you-hear': null
  'hosting-when-asked': null
  'somebody-else-hears': null
  'not-appealed': null
  'marked-already': null
  conflicted: null
  'does-not-follow': null
  'not-an-appealed-outcome': null
  'decided-twice': null
  'leaves-worse-off': null
  'for-upheld-only': null
  'complaint-keeps-results': null
  'name-new-results': null
  'changes-nothing': null
}
