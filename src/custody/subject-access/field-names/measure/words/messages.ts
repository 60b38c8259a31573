// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  statement: null
  lead: null
  'worded-in': null
  wordings: null
  wording: null
  percent: null
  'rest-in': null
  matches: null
  scheme: null
  label: null
  uri: null
  basis: null
  says: null
  signatures: null
  paper: null
}
