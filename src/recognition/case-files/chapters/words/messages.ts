// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  signed: { number: number }
  'version-withdrawn': { number: number }
  'slip-said': { number: number }
  'slip-confirmed': { number: number }
  opened: null
  informed: null
  'to-identification': null
  'to-documentation': null
  'to-assessment': null
  'to-validation': null
  'to-refused': null
  'to-withdrawn': null
  evidence: { count: number }
  authorship: null
  attestation: null
  conflict: null
  marked: { round: Text; count: number }
  decided: { count: number }
  'decided-again': { count: number }
  issued: { certificate: Text }
  revoked: { certificate: Text }
  correction: { certificate: Text }
  appeal: { kind: Text; number: number }
  'appeal-closed': { kind: Text; number: number; state: Text }
  'act-in-full': null
  'act-in-part': null
  'act-not-recognised': null
  'evidence-withdrawn': { count: number }
  'signed-on-paper': { number: number }
  'signed-by-programme': { number: number }
  'stay-attested': { days: Text }
  'by-order': { day: Text }
  'learner-or-guardian': { name: Text }
}
