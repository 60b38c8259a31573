// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'person-words': null
  word: null
  'cancellation-reason': null
  'cancelled-at': null
  'agreement-reinstatements': null
  'person-merges': null
  'born-as': null
  participant: null
  'virtual-periods': null
  interruptions: null
  extensions: null
  'first-ends-on': null
  'extension-reason': null
  'ended-on': null
  'of-age': null
  facts: null
  'signed-on': null
  'on-behalf': null
  said: null
  question: null
  'asked-at': null
  'bounced-at': null
  'guardian-language': null
  'group-papers': null
  group: null
  participants: null
  'learning-programme': null
  'paper-signature-dismissals': null
  'second-guardian-language': null
  'second-guardian': null
  'second-guardian-name': null
  'second-guardian-email': null
  'email-ends': null
  'private-email': null
  'private-email-since': null
  'written-privately': null
  'given-at': null
  'frame-sha256': null
  'frame-size': null
  'other-guardian-name': null
  'joined-at': null
  'left-at': null
  findings: null
  people: null
}
