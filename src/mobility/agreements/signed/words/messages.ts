// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'signed-by': { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'secondGuardian' | 'other'; name: Text; day: Day }
  'not-signed': { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'secondGuardian' | 'other' }
  'who-signs': { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'otherGuardian' | 'other' }
  'next-others': { parties: Text }
  'next-all': { party: 'guardian' | 'other'; organisation: Text }
}
