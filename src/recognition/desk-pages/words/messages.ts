// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'outcome-of': { learner: Text; number: number; outcomes: number }
  target: { level: Text }
  'kept-at': { time: Text }
  found: { level: Text }
  'found-none': null
  contradicts: { met: number; missed: number }
  pieces: null
  'counts-when': null
  'no-pieces': null
  counts: null
  'counts-not': null
  lacks: null
  'lacks-valid': null
  'lacks-authentic': null
  'lacks-current': null
  'lacks-sufficient': null
  'lacks-what': null
  'lacks-and-counts': null
  'of-task': { task: Text }
  'open-piece': null
  'outside-dates': null
  'not-vouched-for': null
  criteria: null
  'method-agreed': { method: Text }
  method: null
  'method-choose': null
  'method-another': null
  'method-which': null
  'method-told': null
  'method-of-this': null
  'as-all': null
  'looks-like': null
  'not-mandatory': null
  'mark-met': null
  'mark-partly': null
  'mark-not-met': null
  'mark-not-observed': null
  'shown-by': null
  'piece-shows': { number: number; title: Text }
  'say-more': null
  comment: null
  'seen-in-task': null
  'no-task': null
  contradiction: null
  'contradiction-why': null
  'contradiction-then': null
  'keep-and-on': null
  keep: null
  'submit-marks': null
  'before-sending': { count: number }
  'answer-piece': null
  'answer-criterion': null
  'answer-first': null
  'kept-in-part': null
  'not-finished': null
  'sent-title': null
  sent: { learner: Text; title: Text }
  'next-outcome': { learner: Text; title: Text }
  'nothing-next': null
  'to-desk': null
  bring: null
  brought: { count: number }
  title: null
  'title-hint': null
  'shows-which': null
  'made-on': null
  'made-in': null
  camera: null
  or: null
  files: null
  'files-hint': null
  'file-needed': null
  'bring-it': null
  'observe-instead': null
  'bring-instead': null
  'there-already': { count: number }
  'shows-more': null
  'shows-more-of': { title: Text }
  observe: null
  observed: null
  seen: null
  'seen-hint': null
  'signed-as': { name: Text }
  position: null
  'position-hint': null
  'observe-it': null
  'observation-title': { position: Text }
  needs: null
  'no-needs': null
  'tick-outcome': null
  'tick-pieces': null
  'take-back': null
  'take-back-why': null
  'take-back-then': null
  'same-file': null
  'mark-now': { title: Text; learner: Text }
}
