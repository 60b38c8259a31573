// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  group: null
  days: null
  agree: null
  'stands-for-all': null
  unfit: null
  'before-start': null
  'hosts-its-own': null
  'no-such-organisation': null
  'not-planned': null
  'day-outside': null
  'of-others': null
  'is-cancelled': null
  'in-another-group': null
  'another-host': null
  'another-project': null
  'other-days': null
  'own-agreement': null
  'no-such-mobility': null
  'not-of-group': null
  'participants-unfit': null
  'another-hash': null
  'signed-already': null
  'group-changed': null
  'no-memorandum': null
  'not-part': null
  'too-many': { most: number; there: number }
  'in-group': null
  'learning-programme': null
  'learning-programme-said': { group: Text; number: Text }
  'by-programme': { name: Text }
  returned: null
  'not-newest': null
  'returned-already': null
  'signed-by-host': null
  'part-group': null
  'part-activities': null
  'part-on': null
  'part-what': null
  'part-competences': null
  answered: { answer: Text }
}
