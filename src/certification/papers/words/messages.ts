// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-over': null
  'not-attested': null
  'changed-meanwhile': null
  'days-unfit': null
  'ends-before': null
  'still-to-come': null
  'agreement-lead': { number: Text }
  signatures: null
  signatory: null
  'signed-by': null
  'signed-on': null
  party: { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'secondGuardian' | 'other' }
  check: null
  'check-how': null
  'check-number': { number: Text }
  'check-alt': null
  'drawn-on': null
  'participation-title': null
  'participation-lead': null
  results: null
  'results-of': { number: Text }
  competence: null
  level: null
  'attested-by': { name: Text; organisation: Text }
  'repeats-certificate': null
  'says-no-level': null
  'for-organisation': null
  signature: null
  'kind-agreement': null
  'kind-participation': null
  genuine: { number: Text }
  'standing-current': null
  'standing-more-signed': null
  'standing-newer-version': null
  'standing-taken-back': null
  'standing-newer-attestation': null
  'standing-results-changed': null
  'same-file': null
  'other-file': null
  sending: null
  hosting: null
  period: null
  version: null
  certificate: null
  'nobody-signed': null
  'signed-then': { party: Text; day: Text }
  'no-names': null
  compare: null
  file: null
  'compare-send': null
  'not-kept': null
  checksum: null
  logo: { organisation: Text }
  'on-paper': { name: Text }
  'confirmed-already': null
  'second-member': null
  'signature-unfit': null
  'no-code': null
  'other-version': null
  'before-version': null
  'no-photograph': null
  infected: null
  'not-looked-through': null
  'newer-version': null
  'attested-already': null
  'days-ahead': null
  'presence-not-attested': null
  'kind-accompanying': null
  'accompanying-lead': null
  role: null
  'presence-attested': { name: Text; organisation: Text }
  'assesses-nothing': null
  'attested-part-by': { days: Text; name: Text; organisation: Text }
  'in-parts': null
  'by-programme': { name: Text }
  'kind-programme': null
  'kind-participants': null
  'programme-lead': { number: Text }
  'programme-for-all': null
  day: null
  activity: null
  participants: null
  'no-participants': null
  'days-there': null
  'agreement-signed': null
  companions: null
  group: null
  'names-nobody': null
  'standing-list-changed': null
  'dismissed-already': null
  'of-guardians-alone': null
  'of-people-alone': null
  'no-such-companion': null
  'companion-unfit': null
  'to-desk': null
  'all-attested': null
  attested: null
  'who-was-there': null
  'attest-once': null
  who: null
  'from-day': null
  'until-day': null
  attest: null
  'companion-attested': { name: Text; day: Text }
  either: { one: Text; other: Text }
}
