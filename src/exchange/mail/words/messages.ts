// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  greeting: { name: Text }
  'greeting-plain': null
  'reminder-subject': { subject: Text }
  reminder: null
  until: { day: Day }
  'link-yours': null
  'link-until': { day: Day }
  'link-plain': null
  'ask-contact': { contact: Text }
  'ask-organisation': { organisation: Text }
  automatic: { organisation: Text }
  'sign-agreement-subject': null
  'sign-agreement-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'sign-agreement-action': null
  'read-information-subject': null
  'read-information-body': { organisation: Text }
  'read-information-action': null
  'declare-authorship-subject': null
  'declare-authorship-body': { organisation: Text }
  'declare-authorship-action': null
  'appeal-subject': null
  'appeal-body': { party: 'guardian' | 'other'; learner: Text }
  'appeal-action': null
  'appeal-open-subject': null
  'appeal-open-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'appeal-open-action': null
  'appeal-open-until': { day: Day }
  'appeal-decided-subject': null
  'appeal-decided-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'appeal-decided-action': null
  'holder-subject': null
  'holder-body': { organisation: Text }
  'holder-action': null
  'certificate-ready-subject': null
  'certificate-ready-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'certificate-ready-action': null
  'certificate-revoked-subject': null
  'certificate-revoked-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'certificate-replaced-subject': null
  'certificate-replaced-body': { party: 'guardian' | 'other'; organisation: Text; learner: Text }
  'overdue-subject': null
  'overdue-body': null
  'not-needed': null
  'waits-no-more': null
  'being-sent': null
  'my-page-subject': null
  'my-page-body': { party: 'guardian' | 'other'; learner: Text }
  'my-page-action': null
  'desk-invitation-subject': null
  'desk-invitation-body': { organisation: Text }
  'desk-invitation-action': null
  'certificate-shared-subject': null
  'certificate-shared-body': { learner: Text; organisation: Text }
  'question-asked-subject': null
  'question-asked-body': null
  'question-answered-subject': null
  'question-answered-body': { organisation: Text }
  'agreement-signed-subject': null
  'agreement-signed-body': { party: 'guardian' | 'other'; learner: Text; organisation: Text }
  'agreement-signed-action': null
  'information-read-subject': null
  'information-read-body': { organisation: Text }
  'information-read-action': null
  'authorship-declared-subject': null
  'authorship-declared-body': { organisation: Text }
  'authorship-declared-action': null
  'confirm-address-subject': null
  'confirm-address-body': { organisation: Text }
  'confirm-address-action': null
  'address-confirmed-subject': null
  'address-confirmed-body': { organisation: Text }
  'address-ends-subject': null
  'address-ends-body': null
  'address-ends-until': { day: Day }
  'address-ends-action': null
  'only-by-mail': null
  'address-ended-subject': null
  'address-ended-body': null
  'webhook-disabled-subject': null
  'webhook-disabled-body': null
}
