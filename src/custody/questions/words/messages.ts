// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  intro: null
  question: null
  send: null
  enough: null
  asked: { day: Text }
  waits: null
  answered: { day: Text }
}
