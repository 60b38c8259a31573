// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'step-complete-identification': null
  'step-complete-documentation': null
  'step-complete-assessment': null
  'step-refuse': null
  'step-issue': null
  'step-hear-appeal': null
  'step-decide-appeal': null
  'step-mark-again': { competence: Text }
  'step-sign-agreement': { guardian: 'first' | 'second' | 'other' }
  'step-open-recognition': null
  'step-confirm-memorandum': null
  'step-decide-revocation': null
  'step-decide-correction': null
  'step-record-act': null
  'step-answer-access': null
  'step-answer-rectification': null
  'step-answer-erasure': null
  'step-answer-restriction': null
  'step-answer-portability': null
  'step-answer-objection': null
  'step-seal-wrong': null
  'step-seal-other-organisation': null
  'step-seal-expired': null
  'step-seal-ends-soon': null
  'step-seal-unreachable': null
  'step-seal-absent': null
  'step-stuck-seal-certificates': null
  'step-stuck-finish-intended-certificates': null
  'step-stuck-scan-held-evidence': null
  'step-confirm-grant': null
  'step-decide-second-person': null
  'step-stuck-remove-erased-files': null
  'step-stuck-apply-retention': null
  'step-answer-return': { comment: Text }
  'step-answer-question': null
  'step-confirm-merge': null
  'step-mend-learner-address': null
  'step-mend-guardian-address': null
  'step-mend-member-address': null
  'step-attest-stay': null
  'step-sign-programme': { comment: Text }
  'step-answer-returned-programme': { comment: Text }
  'step-mend-second-guardian-address': null
  'step-attest-companions': { comment: Text }
  'step-ask-for-address': null
  'step-draft-agreement': null
  'step-mend-webhook': null
  'step-start-order': null
}
