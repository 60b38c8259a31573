// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'no-framework': { name: Text; known: Text }
  'no-competence': { name: Text; known: Text }
  'no-map': { from: Text; name: Text; known: Text }
  'not-in-framework': null
  'is-none-of': { known: Text }
  'no-levels': null
  'level-needed': { known: Text }
  'no-filter': { filter: Text }
  'nothing-to-search': null
  'no-word': null
  'in-bands': { title: Text; count: number }
  'level-placed': { name: Text; level: number; highest: number }
  'column-section': null
  'column-id': null
  'column-parent': null
  'column-level': null
  'column-facet': null
  'column-role': null
  'column-kind': null
  'column-tags': null
  'column-title': null
  'column-text': null
  'column-lead': null
  'column-field': null
  'column-original': null
  'left-out': { level: Text; count: number; most: number }
  'shown-told': null
  'shown-chosen': null
  'shown-made': null
  'shown-guided': null
  'shown-done': null
  'task-brief': null
  'task-work': null
  'task-account': null
  'wording-adapted': null
  'wording-official': null
  'wording-partial': { whole: Text; percent: Text; language: Text }
}
