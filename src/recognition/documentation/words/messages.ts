// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

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
  'broken-file': null
  'fact-none': null
  'fact-pages': { count: number }
  'fact-slides': { count: number }
  'fact-sheets': { count: number }
  'fact-words': { count: number }
  'fact-headings': { count: number }
  'fact-pictures': { count: number }
  'fact-described-pictures': { count: number }
  'fact-tables': { count: number }
  'fact-formulas': { count: number }
  'fact-tracked-changes': { count: number }
  'fact-comments': { count: number }
  'fact-seconds': { time: Text }
  'fact-subtitles': { count: number }
  'fact-size': { text: Text }
  'fact-language': { text: Text }
  'fact-title': { text: Text }
  'fact-author': { text: Text }
  'fact-made': { text: Text }
  'fact-changed': { text: Text }
  'fact-licence': { text: Text }
  'fact-macros': { count: number; names: Text }
  'fact-outside-links': { count: number; names: Text }
  'fact-tagged': null
  'fact-untagged': null
  'fact-signed': null
  'fact-metadata-kept': null
  'fact-not-converted': null
  facts: null
  'facts-hint': null
  'film-too-large': { bytes: number }
  'fact-converted': null
  'next-attest': null
  'next-results': null
  declared: { name: Text; day: Day }
  file: null
  'open-frame': null
  'fact-framed': null
  'fact-not-framed': null
}
