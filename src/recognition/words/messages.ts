// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'blocker-agreement-outdated': { fields: Text }
  'blocker-amendment-unsigned': null
  'blocker-amendment-signed': null
  'blocker-no-amendment': null
  'blocker-information-not-acknowledged': { participant: 'staff' | 'learner' | 'other' }
  'blocker-outcome-open': { competence: Text }
  'blocker-nothing-claimed': null
  'blocker-evidence-missing': { competence: Text }
  'blocker-evidence-held': null
  'blocker-authorship-missing': { participant: 'staff' | 'learner' | 'other' }
  'blocker-attestation-missing': null
  'blocker-marks-missing': { competence: Text }
  'blocker-second-marks-missing': { competence: Text }
  'blocker-adjudication-missing': { competence: Text }
  'blocker-decision-missing': { competence: Text }
  'blocker-nothing-to-certify': null
  'blocker-something-to-certify': null
  'blocker-mobility-not-ended': null
  'blocker-issuing-paused': null
  'reason-needed': null
  'needed-for-action': null
  party: { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'secondGuardian' | 'other' }
  'not-signed-by': { parties: Text }
  'blocker-slip-unconfirmed': { fields: Text }
  'blocker-guardian-missing': { guardian: 'first' | 'second' | 'other' }
  'withdrawn-another-day': null
  'with-former-host': null
  'blocker-unconfirmed-desk': null
  'blocker-stay-unattested': { host: Text; days: Text }
}
