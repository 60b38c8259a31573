// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  decided: null
  own: null
  unfit: null
  'same-record': null
  'not-yours': null
  neither: null
  'which-is-right': null
}
