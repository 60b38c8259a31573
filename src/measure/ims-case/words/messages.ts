// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'no-such': { collection: Text }
  'nothing-here': null
  busy: null
  'went-wrong': null
  'unusable-query': null
  'unknown-field': { name: Text; known: Text }
  'no-filter': null
  'no-fields': null
  'grouping-translation': null
  'about-translation': null
  'grouping-exact': { scheme: Text }
  'grouping-close': { scheme: Text }
  'grouping-related': { scheme: Text }
  'about-exact': { scheme: Text }
  'about-close': { scheme: Text }
  'about-related': { scheme: Text }
  'scheme-esco': null
  'scheme-eu': null
  'criterion-whole': null
}
