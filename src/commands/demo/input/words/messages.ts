// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  learner: null
  'given-name': null
  'family-name': null
  'birth-date': null
  guardian: null
  sending: null
  'sending-city': null
  'sending-country': null
  hosting: null
  'hosting-city': null
  'hosting-country': null
  'project-code': null
  'starts-on': null
  'ends-on': null
  'workload-hours': null
  programme: null
  planned: null
  shown: null
  additional: null
  'additional-description': null
  revoke: null
  'second-guardian': null
}
