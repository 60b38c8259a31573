// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'takes-two': null
  'needs-confirmer': null
  'way-on-wrong-data': null
  'way-on-issued-by-mistake': null
  'way-on-fraud': null
  'way-on-superseded': null
  'way-on-holder-request': null
}
