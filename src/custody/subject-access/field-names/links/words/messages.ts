// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'opened-at': null
  'maker-id': null
  'end-reason': null
  'sent-at': null
  travelled: null
  'due-at': null
  template: null
  occasion: null
  problem: null
  deliver: null
  'message-id': null
  'link-id': null
  'birth-date-said-at': null
  through: null
}
