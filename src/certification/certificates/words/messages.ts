// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: { framework: Text }
  notice: null
  'quality-assurance': { signed: 'before' | 'other'; marked: 'twice' | 'some' | 'other' }
  assessor: null
  validator: null
  'attachment-credential': null
  'attachment-snapshot': null
  'other-framework': { framework: Text }
  'revoked-for-good': null
  revoked: null
  'case-changed': null
  'not-complete': null
  'two-parts': null
  'not-marked': { competence: Text }
  'cannot-certify': { competence: Text; fault: Text }
  'level-from-marks': null
  'languages-twice': null
  'one-of-both': null
  'fault-missing': null
  'fault-both-languages': null
  'fault-no-date': null
  'fault-no-country': null
  'fault-no-moment': null
  'fault-no-outcome': null
  'fault-no-workload': null
  'fault-eqf-level': null
  'fault-no-hash': null
  'fault-in-future': null
  'fault-before-end': null
  'fault-before-start': null
  'fault-after-certificate': null
  'fault-level': null
  'fault-result': null
  'fault-improved': null
  'fault-decided-on': null
  'fault-before-assessment': null
  'fault-other-day': null
  'fault-not-judged': null
  'assured-eqavet': null
  'assured-iso-21001': null
  'assured-efqm': null
  'assured-national-accreditation': null
  'signed-by': { parties: Text }
  'party-sending': null
  'party-hosting': null
  'party-learner': null
  'party-guardian': null
  'as-agreed': null
  deviated: { deviations: Text }
  'deviation-outside-memorandum': null
  'deviation-additional-outcome': { outcome: Text }
  'deviation-dropped-outcome': { outcome: Text }
  'deviation-criteria-changed': { outcome: Text }
  'deviation-other-method': { outcome: Text }
  'attachment-badge': null
  'on-paper': { party: Text }
  'deviation-signed-on-behalf': null
  'party-guardians': null
  'by-programme': { party: Text }
  'party-staff': null
}
