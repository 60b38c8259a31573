// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  made: { moment: Text }
  page: { number: number; count: number }
  nothing: null
  erased: null
  'while-marked': null
  'title-case': null
  'title-agreement': null
  'title-information': null
  'title-accommodations': null
  'title-outcomes': null
  'title-evidence': null
  'title-declarations': null
  'title-assignments': null
  'title-assessment': null
  'title-second-markings': null
  'title-decisions': null
  'title-certificates': null
  'title-acts': null
  'title-appeals': null
  'title-transitions': null
  'title-audit': null
  id: { id: Text }
  sending: { name: Text; country: Text }
  hosting: { name: Text; country: Text }
  period: { from: Text; until: Text; project: Text }
  stage: { stage: Text }
  framework: { id: Text; hash: Text }
  'stage-identification': null
  'stage-documentation': null
  'stage-assessment': null
  'stage-validation': null
  'stage-certified': null
  'stage-refused': null
  'stage-withdrawn': null
  version: { number: number; moment: Text }
  signed: { name: Text; party: Text; moment: Text; hash: Text }
  'version-withdrawn': { name: Text; moment: Text; reason: Text }
  'change-added': { what: Text }
  'change-removed': { what: Text }
  'change-changed': { what: Text }
  'change-reordered': { what: Text }
  'party-sending': null
  'party-hosting': null
  'party-learner': null
  'party-guardian': null
  acknowledged: { name: Text; moment: Text }
  entries: { count: number }
  withheld: null
  'kind-planned': null
  'kind-additional': null
  'status-open': null
  'status-claimed': null
  'status-dropped': null
  levels: { baseline: Text; target: Text; own: Text; criteria: number }
  'left-out': { number: number }
  piece: { id: Text; competences: Text; day: Text; form: Text; size: number }
  'declared-authorship': { name: Text; moment: Text }
  'declared-attestation': { name: Text; moment: Text }
  'assigned-assigned': null
  'assigned-accepted': null
  'assigned-conflicted': null
  'assigned-withdrawn': null
  'assigned-by': { name: Text; moment: Text }
  'assignment-withdrawn-by': { name: Text; moment: Text; reason: Text }
  conflicts: { moment: Text; trained: Text; related: Text; conflict: Text }
  yes: null
  no: null
  'round-first': null
  'round-second': null
  'round-adjudication': null
  'round-appeal': null
  level: { level: Text }
  assessor: { name: Text; moment: Text; hash: Text }
  'reason-sample': null
  'reason-borderline': null
  'reason-self-assessment': null
  'reason-asked-for': null
  'not-due': null
  'asked-by': { name: Text; moment: Text }
  drawn: { drawn: number; rate: number; minimum: number; before: number; moment: Text }
  superseded: null
  validator: { name: Text; moment: Text }
  'certificate-valid': { certificate: Text }
  'certificate-revoked': { certificate: Text; reason: Text; moment: Text }
  issuer: { name: Text; moment: Text }
  content: { hash: Text }
  'revocation-asked': { name: Text; moment: Text; reason: Text }
  'revocation-confirmed': { name: Text; moment: Text }
  'revocation-dismissed': { name: Text; moment: Text }
  'correction-proposed': { name: Text; moment: Text; reason: Text }
  'correction-confirmed': { name: Text; moment: Text }
  'correction-dismissed': { name: Text; moment: Text }
  'correction-taken-up': { name: Text; moment: Text }
  'recognised-in-full': { day: Text }
  'recognised-in-part': { day: Text }
  'recognised-not-recognised': { day: Text }
  'as-module': { reference: Text }
  'as-credit': { reference: Text }
  'as-supplement': { reference: Text }
  'as-other': { reference: Text }
  'legal-basis': { basis: Text }
  'reason-contradiction': null
  'slip-said': { what: Text; name: Text; party: Text; moment: Text; reason: Text }
  'slip-confirmed': { what: Text; name: Text; party: Text; moment: Text; reason: Text }
}
