// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  made: { title: Text; moment: Text }
  page: { number: number; count: number }
  nothing: null
  erased: null
  'while-marked': null
  somebody: { organisation: Text; number: number }
  'a-client': { organisation: Text; number: number }
  'the-service': null
  guardian: null
  role: { role: 'coordinator' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'auditor' | 'admin' | 'other' }
  'party-sending': null
  'party-hosting': null
  'party-learner': null
  'party-guardian': null
  sending: null
  hosting: null
  stay: null
  'stay-of': { days: Text; hours: number }
  project: null
  framework: null
  'framework-version': { title: Text; version: Text }
  state: null
  'state-identification': { day: Text }
  'state-documentation': { day: Text }
  'state-assessment': { day: Text }
  'state-validation': { day: Text }
  'state-certified': { day: Text }
  'state-refused': { day: Text }
  'state-withdrawn': { day: Text }
  certificate: null
  'issued-on': { day: Text }
  'revoked-on': { day: Text }
  'title-decided': null
  outcome: null
  'agreed-level': null
  'level-shown': null
  result: null
  undecided: null
  'to-level': { target: Text }
  'from-to-level': { baseline: Text; target: Text }
  'title-timeline': null
  day: null
  who: null
  what: null
  why: null
  how: null
  'more-events': { count: number }
  band: { name: Text; from: Text; until: Text }
  'before-case': null
  'timeline-alt': { bands: Text }
  'stage-identification': null
  'stage-documentation': null
  'stage-assessment': null
  'stage-validation': null
  'stage-certified': null
  'stage-refused': null
  'stage-withdrawn': null
  'title-outcomes': null
  'how-to-read': null
  'outcome-standing': { kind: Text; status: Text }
  'kind-planned': null
  'kind-additional': null
  'status-open': null
  'status-claimed': null
  'status-dropped': null
  'step-agreed': null
  'step-shown': null
  'step-judged': null
  'step-explained': null
  'step-decided': null
  'agreed-in': null
  'version-number': { number: number }
  'criteria-below': { count: number; own: number }
  criterion: null
  'words-framework': null
  'words-partners': null
  'no-evidence': null
  'evidence-above': null
  'evidence-number': { number: number }
  'evidence-alt': { number: number; title: Text }
  'evidence-by-number': null
  'loose-evidence': null
  size: { size: number }
  'plain-text': null
  piece: { produced: Text; name: Text; submitted: Text; competences: Text }
  'scan-held': null
  'scan-infected': null
  stripped: null
  test: { test: Text; result: Text }
  'said-by': { by: Text }
  'not-marked': null
  'marked-by': null
  'level-by-marks': null
  'no-level': null
  'round-first': null
  'round-second': null
  'round-adjudication': null
  'round-appeal': null
  remark: null
  'what-it-is': null
  'left-out': { number: number }
  'self-assessment': null
  'second-marking': null
  'asked-by': { name: Text; day: Text }
  'asked-for-by': { name: Text }
  'of-round': { what: Text; round: Text }
  contradiction: null
  'self-gap': null
  'levels-apart': { count: number }
  'set-aside-valid': null
  'set-aside-authentic': null
  'set-aside-current': null
  'set-aside-sufficient': null
  differences: null
  'differ-in': { count: number }
  superseded: null
  gained: null
  'gain-acquired': null
  'gain-improved': null
  'gain-none': null
  'gain-unknown': null
  'decided-by': null
  'appeal-number': { kind: 'appeal' | 'complaint' | 'other'; number: number }
  'title-agreement': null
  written: { moment: Text }
  'version-withdrawn': { name: Text; moment: Text; reason: Text }
  'signed-for': null
  'signed-by': null
  'not-signed': null
  'no-longer': null
  'changes-since': { number: number }
  'no-changes': null
  change: null
  before: null
  now: null
  slips: null
  'slip-said': null
  'slip-confirmed': null
  step: null
  'who-and-why': null
  'title-information': null
  acknowledged: { name: Text; moment: Text }
  'sheet-told': { sections: Text }
  'title-accommodations': null
  entries: { count: number }
  withheld: null
  'title-declarations': null
  'declared-authorship': null
  'declared-attestation': null
  statement: null
  'title-assignments': null
  round: null
  declared: null
  'nothing-declared': null
  never: null
  'assigned-assigned': null
  'assigned-accepted': null
  'assigned-conflicted': null
  'assigned-withdrawn': null
  'assigned-by': { name: Text; moment: Text }
  'assignment-withdrawn-by': { name: Text; moment: Text; reason: Text }
  'assignment-of': { name: Text }
  conflicts: { moment: Text; trained: Text; related: Text; conflict: Text }
  yes: null
  no: null
  'title-second-markings': null
  'reason-sample': null
  'reason-borderline': null
  'reason-self-assessment': null
  'reason-asked-for': null
  'reason-contradiction': null
  'not-due': null
  drawn: { drawn: number; rate: number; minimum: number; before: number }
  'title-appeals': null
  'submitted-by': null
  contested: null
  grounds: null
  due: null
  reasons: null
  'state-then': null
  'appeal-step-submit': null
  'appeal-step-hear': null
  'appeal-step-ask-marking': null
  'appeal-step-mark-again': null
  'appeal-step-uphold': null
  'appeal-step-reject': null
  'appeal-step-withdraw': null
  'another-step': null
  'title-certificates': null
  issuer: null
  'certificate-valid': null
  'certificate-revoked': { name: Text; moment: Text; reason: Text }
  'valid-until': null
  'takes-place-of': null
  'place-taken-by': null
  'revocation-asked': null
  'revocation-confirmed': null
  'revocation-dismissed': null
  'revocation-reason-wrong-data': null
  'revocation-reason-issued-by-mistake': null
  'revocation-reason-fraud': null
  'revocation-reason-superseded': null
  'revocation-reason-holder-request': null
  'correction-proposed': null
  'correction-confirmed': null
  'correction-dismissed': null
  'correction-taken-up': null
  'title-acts': null
  'act-number': { number: number }
  'recognised-in-full': null
  'recognised-in-part': null
  'recognised-not-recognised': null
  'decided-on': null
  'as-module': null
  'as-credit': null
  'as-supplement': null
  'as-other': null
  'legal-basis': null
  'title-transitions': null
  'title-audit': null
  action: null
  about: null
  'the-case': null
  'the-mobility': null
  'log-agreement-sign': null
  'log-evidence-submit': null
  'log-evidence-withdraw': null
  'log-recognition-withdraw': null
  'log-certificate-revoke': null
  'log-case-file-read': null
  'title-register': null
  'register-lead': null
  'id-and-checksum': null
  'signature-of': { version: Text; party: Text }
  'content-of': { certificate: Text }
  happened: null
  'in-task': { task: Text }
  'at-desk': { travelled: 'mail' | 'by-hand' | 'other'; giver: Text }
  'evidence-withdrawn': null
  'withdrawn-evidence': null
  'withdrawn-piece': { title: Text; name: Text; at: Text; reason: Text }
  'party-second-guardian': null
  'party-staff': null
}
