// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'before-start': null
  'hosts-its-own': null
  'no-such-organisation': null
  'no-such-learner': null
  'learner-erased': null
  'project-code': null
}
