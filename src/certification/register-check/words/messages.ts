// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  intent: null
  'not-canonical': null
  'not-its-hash': null
  'differs-from-register': null
  case: { stage: Text; issues: Text }
  'revocation-lacks': null
  'revocation-by-two': null
  missing: null
  'file-missing': null
  'file-changed': null
  signature: { signature: Text }
  'says-else': null
  proof: null
  'drawn-other': null
  status: { listed: 'revoked' | 'other' }
  'status-stale': null
}
