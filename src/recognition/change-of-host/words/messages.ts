// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  closed: null
  attested: null
  unfit: null
  'hosts-its-own': null
  same: null
  nobody: null
}
