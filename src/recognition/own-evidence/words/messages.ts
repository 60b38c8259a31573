// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  intro: null
  'takes-none': null
  brought: { count: number }
  bring: null
  called: null
  'called-hint': null
  shows: null
  'made-on': null
  camera: null
  or: null
  files: null
  'files-hint': null
  'bring-it': null
  'to-diary': null
  pieces: null
  for: { competences: Text }
  'by-you': null
  'by-others': null
  open: null
  'file-needed': null
  'not-finished': null
  'diary-title': null
  'diary-intro': null
  'diary-closed': null
  'diary-full': { most: number }
  'diary-of': { day: Day }
  'new-day': null
  day: null
  what: null
  'what-hint': null
  keep: null
  change: null
  'hand-in': null
  'hand-in-means': null
  'shows-day': { day: Text }
  'handed-in': null
  'handed-in-already': null
  'entry-changed': null
  'day-ahead': null
  'written-already': null
  'take-back': null
  'why-back': null
}
