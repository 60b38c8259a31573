// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'faults-column': null
  'people-external-id': null
  'people-given-name': null
  'people-family-name': null
  'people-birth-date': null
  'people-of-age': null
  'people-email': null
  'people-email-ends': null
  'people-language': null
  'people-guardian-name': null
  'people-guardian-email': null
  'people-guardian-language': null
  'people-second-guardian-name': null
  'people-second-guardian-email': null
  'people-second-guardian-language': null
  'people-latin-given-name': null
  'people-latin-family-name': null
  'people-same-name-is-another': null
  'row-twice': { line: Text }
  'another-file': null
  'not-that-file': null
  'table-gone': null
  'too-many-followers': null
  'template-people': null
  'mobilities-external-id': null
  'mobilities-host': null
  'mobilities-project-code': null
  'mobilities-code': null
  'mobilities-starts-on': null
  'mobilities-ends-on': null
  'mobilities-workload-hours': null
  'mobilities-participation': null
  'mobilities-participant': null
  'mobilities-objective': null
  'mobilities-languages': null
  'mobilities-programme': null
  'mobilities-field-of-education': null
  'mobilities-eqf-level': null
  'mobilities-europass-number': null
  'mobilities-overlap-is-meant': null
  'row-overlaps': { line: Text }
  'template-mobilities': null
  'members-external-id': null
  'members-name': null
  'members-roles': null
  'template-members': null
  'choice-yes': null
  'choice-no': null
  'choice-on-site': null
  'choice-online': null
  'choice-blended': null
  'choice-learner': null
  'choice-staff': null
  'password-headings': null
  'password-refused': null
  'not-of-profile': null
  'no-roster': null
  'profile-of-people': null
  'agreements-template': null
  'agreements-version': null
  'agreements-targets': null
  'agreements-baselines': null
  'agreements-justification': null
  'agreements-left-out': null
  'template-agreements': null
  'levels-form': null
  'authorisations-member': null
  'authorisations-framework': null
  'authorisations-area': null
  'authorisations-competence': null
  'authorisations-valid-from': null
  'authorisations-valid-until': null
  'template-authorisations': null
  'marks-work-hash': null
  'marks-evidence': null
  'marks-marks': null
  'marks-method': null
  'marks-contradiction': null
  'template-marks': null
  'judgements-form': null
  'marks-form': null
}
