// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'admin-invites': null
  'no-partner': null
  'own-address': null
  'own-address-advice': null
  'not-an-assessor': null
  'no-such-scope': null
  'no-such-member': null
  'register-first': null
  'member-left': null
  'host-has-admin': null
  'only-by-mail': null
  'vouched-already': null
  hello: { name: Text }
  'works-for': { organisation: Text }
  'by-hand': null
  unconfirmed: { count: number }
  'were-these-yours': null
  'by-hand-before': null
  'these-were-mine': null
  'nothing-waits': null
  'also-waits': null
  next: null
  'was-due': { day: Text }
  until: { day: Text }
  'do-it': null
  about: { learner: Text; sending: Text; days: Text }
  cases: null
  did: { day: Text; what: Text; learner: Text }
  'what-you-did': null
  questions: null
  'ask-admin': null
  'works-until': { day: Day }
  'did-without': { day: Text; what: Text }
  'did-what': { action: 'agreement-sign' | 'signAgreement' | 'programme-sign' | 'signProgramme' | 'agreement-return' | 'programme-return' | 'evidence-submit' | 'evidence-attest' | 'attestEvidence' | 'group-attest-companion' | 'attestCompanion' | 'mobility-attest-stay' | 'attestStay' | 'assessment-assign' | 'assessment-declare' | 'assessment-draft' | 'assessment-submit' | 'recordMarks' | 'markAgain' | 'desk-confirm' | 'other' }
  'to-desk': null
  learners: null
  'attest-title': null
  'attest-lead': null
  'attest-statement': null
  'your-words': null
  attest: null
  'declare-title': null
  'declare-waits': { count: number }
  'conflict-lead': null
  'not-trained': null
  'not-related': null
  'no-other': null
  'declare-none': null
  'conflict-title': null
  'conflict-hint': null
  'trained-on': null
  'is-related': null
  'other-conflict': null
  'declare-conflict': null
  'assign-title': null
  'who-assesses': null
  assign: null
  'no-assessors': null
  'renewed-title': null
  renewed: null
  'send-me-a-link': null
  bring: null
  observe: null
  brought: null
  'days-title': null
  'days-lead': null
  participants: null
  'attest-days': null
}
