// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'what-drafts': null
  'what-links': null
  'what-special-needs': null
  'what-evidence': null
  'what-appeal-texts': null
  'what-uncertified': null
  'what-people': null
  'from-case': null
  'from-link': null
  'from-person': null
  'ground-drafts': null
  'ground-links': null
  'ground-special-needs': null
  'ground-evidence': null
  'ground-appeal-texts': null
  'ground-uncertified': null
  'ground-people': null
  'kept-register': null
  'kept-ledger': null
  'kept-readings': null
  'kept-sign-ins': null
  'kept-answers': null
  'what-messages': null
  'from-message': null
  'ground-messages': null
}
