// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'needs-scope': { scope: Text }
  'needs-person': null
  'needs-role': { roles: Text }
  or: null
  'client-gone': null
  'send-token': null
  'closed-to-role': { roles: Text }
  'no-longer-active': null
  'closed-to-markers': null
  'desk-gone': null
  'sent-already': null
  'desk-needs-sign-in': null
}
