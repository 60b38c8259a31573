// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'encoding-recognised': { encoding: Text }
  'encoding-in-doubt': { encoding: Text; word: Text; otherEncoding: Text; otherwise: Text }
  'sheet-chosen': { sheet: Text; others: Text }
  'fault-empty-file': null
  'fault-no-rows': null
  'fault-too-large': { most: Text }
  'fault-unpacks-too-large': { most: Text }
  'fault-too-many-rows': { most: Text }
  'fault-too-many-columns': { most: Text }
  'fault-too-many-faults': { most: Text }
  'fault-row-too-long': null
  'fault-not-text': null
  'fault-not-a-table': null
  'fault-old-workbook': null
  'fault-not-a-workbook': null
  'fault-workbook-broken': null
  'fault-encoding-broken': { encoding: Text }
  'fault-encoding-damaged': { at: Text }
  'fault-quote-open': null
  'fault-column-missing': null
  'fault-column-unknown': null
  'fault-column-twice': null
  'fault-column-unnamed': null
  'fault-too-many-values': { count: number; columns: number }
  'fault-too-long': { most: Text }
  'fault-letter-lost': null
  'fault-not-keepable': null
  'fault-empty': null
  'fault-not-a-number': null
  'fault-not-whole': null
  'fault-out-of-range': { least: Text; most: Text }
  'fault-number-in-doubt': null
  'fault-not-a-day': null
  'fault-day-in-doubt': null
  'fault-day-with-time': null
  'fault-day-as-number': null
  'fault-not-a-choice': { choices: Text }
  'fault-formula-error': null
  'fault-formula-empty': null
  'fault-not-as-agreed': null
}
