// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  procedure: null
  'procedure-stages': null
  'procedure-steps': { from: Day; until: Day; sending: Text }
  'procedure-agreed': { procedure: Text }
  criteria: null
  'criteria-level': null
  'criteria-target': null
  'outcome-at-level': { outcome: Text; level: Text; criteria: Text }
  'outcome-without-level': { outcome: Text; criteria: Text }
  costs: null
  'costs-none': null
  data: null
  'data-purpose': null
  'data-readers': { sending: Text; hosting: Text }
  'data-certificate': null
  'data-kept': null
  'data-rights': { sending: Text }
  appeal: null
  'appeal-window': { window: Text }
  'appeal-decision': { sending: Text; decision: Text }
  acknowledging: null
  hash: null
  needs: null
  'needs-hint': null
  name: null
  agree: null
  submit: null
  done: null
  'acknowledged-already': null
  'sheet-changed': null
  'no-such-level': null
  'is-at-most': { level: number }
  'framework-not-loaded': { framework: Text }
  'outcome-does-not-fit': null
  'in-this-case-already': null
  'case-is-full': { most: number }
  'self-unfit': null
  given: { name: Text; day: Day }
  file: null
  'nothing-to-acknowledge': null
  'next-claim': null
  'next-evidence': { day: Day }
}
