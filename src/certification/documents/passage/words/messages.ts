// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  opening: { framework: Text }
  additional: null
  partly: null
  met: { code: Text; criteria: Text }
  'more-competences': { count: number }
  'not-reached': { count: number }
  'more-criteria': { count: number }
  'by-whom': { assessors: Text; validators: Text }
  closing: { number: Text; day: Day; address: Text; code: Text }
  person: { role: Text; organisation: Text }
  'at-level': { level: Text; names: Text }
}
