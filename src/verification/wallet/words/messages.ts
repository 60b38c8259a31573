// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'credential-name': null
  'offer-title': null
  'offer-intro': null
  'offer-open': null
  'offer-code': null
  'offer-until': null
  'offer-back': null
  'offer-pin': null
}
