// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  intro: null
  next: { title: Text }
  choose: { title: Text }
  'not-yet': null
  'at-none': null
  closed: null
  'one-intro': null
  which: null
  none: null
  keep: null
  'to-list': null
  dropped: null
  'no-such-level': null
  outcomes: null
}
