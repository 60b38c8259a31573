// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'no-guardian': null
  'title-learner': { learner: Text }
  'title-guardian': { learner: Text }
  'nothing-yet': null
  mobility: { hosting: Text; from: Day; until: Day }
  next: { what: Text }
  'next-draft': null
  'next-sign': null
  'next-signatures': null
  'next-open': { sending: Text }
  'next-inform': null
  'next-claim': { sending: Text }
  'next-amend': null
  'next-evidence': null
  'next-scan': null
  'next-declare': null
  'next-attest': { hosting: Text }
  'next-hand-in': null
  'next-assess': null
  'next-mobility': null
  'next-decide': { sending: Text }
  'next-issue': null
  'next-certified': null
  'next-refused': null
  'next-withdrawn': null
  waits: { who: 'you' | 'learner' | 'guardian' | 'otherGuardian' | 'sending' | 'hosting' | 'assessors' | 'nobody' | 'other'; sending: Text; hosting: Text }
  until: { day: Day }
  'until-appeal': { day: Day }
  'do-sign': null
  'do-inform': null
  'do-declare': null
  'see-results': null
  'see-certificate': null
  outcomes: null
  levels: { baseline: Text; target: Text }
  'to-level': { target: Text }
  pieces: { count: number }
  signed: null
  'signed-agreement': { number: Text; day: Text }
  'signed-information': { day: Text }
  'signed-authorship': { day: Text }
  certificates: null
  certificate: { number: Text }
  ask: { name: Text }
  'ask-contact': { name: Text; contact: Text }
  'do-evidence': null
  'see-evidence': null
  'see-diary': null
  'see-levels': null
  'asking-title': null
  'asking-intro': null
  'asking-email': null
  'asking-send': null
  'asking-else': null
  asked: null
  'withdraw-title': null
  'withdraw-means': null
  'withdraw-why': null
  'withdraw-do': null
  'withdraw-over': null
  'guardian-withdraws': null
  'see-data': { party: 'guardian' | 'learner' | 'other' }
  'see-questions': null
  'see-address': null
  'address-ends': { day: Text }
  'address-ended': null
  'give-address': null
  stays: null
}
