// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  intro: null
  evidence: null
  none: null
  kind: { kind: 'file' | 'link' | 'statement' | 'test-result' | 'observation' | 'other' }
  outcomes: { competences: Text }
  declaring: null
  hash: null
  name: null
  statement: null
  submit: null
  done: null
  'in-the-case-already': { title: Text }
  'no-room': { bytes: number }
  'unknown-type': null
  'broken-picture': null
  'claimed-only': null
  'not-claimed': { unknown: Text; claimed: Text }
  'from-the-future': null
  'in-the-future': null
  'holds-user-name': null
  erased: null
  held: null
  infected: null
  'attested-already': null
  'declared-already': null
  'list-changed': null
  'enough-evidence': { competence: Text; most: number }
  'enough-for-outcome': null
  'not-of-a-task': null
  'no-such-task': { known: Text }
  'no-tasks': null
  'open-file': null
  'said-by': { by: Text }
  'nothing-to-declare': null
  'brought-by-another': null
  'judged-already': null
  'withdrawn-already': null
  withdrawn: null
}
