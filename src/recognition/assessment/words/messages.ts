// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'conflict-of-interest': null
  'not-assigned': null
  'not-free': null
  'declare-first': null
  'not-authorised': { competence: Text }
  'submitted-already': null
  'claimed-only': null
  'marked-already': null
  'not-due': { round: 'second' | 'other' }
  'marks-do-not-fit': null
  'evidence-not-judged': { id: Text; title: Text }
  erased: null
  'judged-twice': null
  'not-evidence': null
  'outside-window': { day: Day; from: Day; until: Day }
  'not-vouched-for': null
  'criterion-not-marked': { criterion: Text }
  'not-a-criterion': null
  'marked-twice': null
  'name-evidence': null
  'no-first-marks': null
  'second-marks-already': null
  'withdrawn-already': null
  'conflict-stays': null
  'marks-stay': null
  'cannot-assess': null
  'not-an-assessor': null
  'not-authorised-by-framework': null
  'is-the-mentor': null
  'is-the-validator': null
  'assigned-already': null
  'adjudicator-only': null
  withdrawn: null
  'declared-already': null
  'no-such-scope': null
  'not-a-framework': null
  'not-an-area': null
  'not-a-competence': null
  'lies-before-start': null
  'fault-not-assigned': null
  'fault-not-free': null
  'fault-trained': null
  'fault-not-authorised': null
  'contradiction-needed': { missed: number; met: number }
  'name-method': { methods: Text }
  'task-of-others': { known: Text }
  'no-task': null
  'hands-to-oneself': null
  'no-such-member': null
  'cell-yes': null
  'cell-no': null
  'cell-met': null
  'cell-partly': null
  'cell-not-met': null
  'cell-not-observed': null
  'none-of-yours': null
  'several-cases': null
  'no-such-place': { criterion: Text; place: number }
}
