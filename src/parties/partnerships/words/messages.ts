// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'own-organisation': null
  'no-such-organisation': null
  'before-start': null
  'sending-assesses': null
  'ends-in-the-past': null
  'in-the-past': null
}
