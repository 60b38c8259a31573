// Written by `npm run words` from en.json; not edited by hand.
import type { Day } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'not-yet-from': { day: Day }
  'not-yet': null
  'blocker-case-open': null
  'blocker-appeal-open': null
  'blocker-certificate-due': null
  'blocker-revocation-open': null
  'blocker-appeal-window-open': { until: Day }
  'basis-purpose-over': null
  'basis-learners-file': null
  'basis-proof-of-mobility': null
  'basis-legal-claims': null
  'basis-accountability': null
  'basis-genuineness': null
  'class-contact-data': null
  'class-guardian': null
  'class-evidence-files': null
  'class-evidence-texts': null
  'class-drafts': null
  'class-remarks': null
  'class-special-needs': null
  'class-links': null
  'class-shares': null
  'class-appeal-texts': null
  'class-kept-answers': null
  'class-certificates': null
  'class-decisions': null
  'class-marks': null
  'class-recognition-acts': null
  'class-agreements': null
  'class-mobilities': null
  'class-case-record': null
  'class-information': null
  'class-appeal-decisions': null
  'class-disclosure': null
  'class-audit-log': null
  'class-erasure': null
  'class-data-requests': null
  'class-europass': null
  'class-messages': null
  'class-sought-words': null
  'class-merges': null
  'class-diary': null
  'class-data-request-words': null
  'class-questions': null
  'class-unconfirmed-addresses': null
}
