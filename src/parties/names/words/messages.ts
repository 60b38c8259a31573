// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'latin-needed': null
  'names-unfit': null
  'latin-name-needed': null
  'name-unfit': null
  latin: null
}
